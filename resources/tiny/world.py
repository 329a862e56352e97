# SPDX-License-Identifier: Apache-2.0
"""What is so in the small world, and how it is talked about."""

OPENERS = ["", "Tell me: ", "Say: ", "Quick: ", "Question: ", "A child asks: ", "My friend asks: ", "Please answer: "]


def table(text):
    return dict(pair.split("=") for pair in text.split())


# relation → questions ({} is the thing) and what is known.
FACTS = {
    "colour": {
        "ask": ["what colour is {}?", "which colour does {} have?", "{} has which colour?", "name the colour of {}.",
                "how would you paint {}?"],
        "known": table("grass=green snow=white blood=red coal=black honey=gold chocolate=brown milk=white "
                       "cherry=red salt=white night=black sky=blue lemon=yellow banana=yellow carrot=orange "
                       "pumpkin=orange plum=purple elephant=grey mouse=grey frog=green flamingo=pink raven=black "
                       "swan=white sea=blue brick=red cucumber=green"),
    },
    "opposite": {
        "ask": ["what is the opposite of {}?", "name the opposite of {}.", "{} is the opposite of what?",
                "which word means the contrary of {}?", "not {} but?"],
        "known": table("hot=cold big=small fast=slow up=down day=night wet=dry open=shut old=young rich=poor "
                       "hard=soft long=short light=dark full=empty good=bad loud=quiet high=low clean=dirty early=late "
                       "first=last left=right strong=weak happy=sad thick=thin true=false near=far sweet=sour "
                       "wide=narrow deep=shallow brave=afraid win=lose"),
    },
    "capital": {
        "ask": ["what is the capital of {}?", "name the capital of {}.", "which city is the capital of {}?",
                "{} has which capital?", "from which city is {} ruled?"],
        "known": table("France=Paris Spain=Madrid Italy=Rome Germany=Berlin England=London Greece=Athens "
                       "Portugal=Lisbon Austria=Vienna Poland=Warsaw Norway=Oslo Sweden=Stockholm Finland=Helsinki "
                       "Denmark=Copenhagen Ireland=Dublin Russia=Moscow Japan=Tokyo China=Beijing Egypt=Cairo "
                       "Kenya=Nairobi Cuba=Havana Peru=Lima Chile=Santiago Canada=Ottawa Turkey=Ankara "
                       "Hungary=Budapest Belgium=Brussels Iran=Tehran Iraq=Baghdad"),
    },
    "use": {
        "ask": ["what do you need to {}?", "which tool helps to {}?", "with what does one {}?", "name a tool to {}.",
                "i want to {}, what do i take?"],
        "known": table("cut=knife write=pen dig=spade sweep=broom sew=needle paint=brush cook=pot drink=cup "
                       "sleep=bed sit=chair read=book measure=ruler climb=ladder fish=net row=boat unlock=key "
                       "see=lamp call=phone saw=saw eat=fork dry=towel wash=soap fly=plane ride=horse"),
    },
    "sound": {
        "ask": ["what does the {} say?", "which sound does a {} make?", "how does a {} sound?", "name the sound of the {}.",
                "you meet a {} and hear?"],
        "known": table("dog=woof cat=meow cow=moo sheep=baa duck=quack pig=oink bee=buzz snake=hiss owl=hoot "
                       "lion=roar horse=neigh mouse=squeak crow=caw wolf=howl"),
    },
    "young": {
        "ask": ["what is a young {} called?", "name the young of a {}.", "a {} has which young?",
                "how do you call a small {}?", "which animal grows into a {}?"],
        "known": table("dog=puppy cat=kitten cow=calf sheep=lamb duck=duckling pig=piglet hen=chick goat=kid "
                       "lion=cub horse=foal deer=fawn goose=gosling swan=cygnet frog=tadpole"),
    },
}

PLURALS = table("dog=dogs cat=cats bird=birds horse=horses girl=girls boy=boys king=kings cook=cooks farmer=farmers "
                "teacher=teachers fox=foxes child=children mouse=mice wolf=wolves doctor=doctors sister=sisters")

# plural verb → singular
PRESENT = table("see=sees like=likes chase=chases find=finds follow=follows help=helps hear=hears watch=watches "
                "call=calls know=knows want=wants love=loves push=pushes greet=greets")

PLACES = ["in the garden", "near the river", "at the market", "on the hill", "by the sea", "under the bridge"]
NAMES = ["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Lena", "Max"]
TOYS = ["ball", "kite", "doll", "drum", "boat", "book", "hat", "bell"]
WEATHER = ["sunny", "rainy", "windy", "cold", "warm"]
