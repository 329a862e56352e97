// SPDX-License-Identifier: Apache-2.0
#include "core/eval/porter_stemmer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace interweave {

namespace {

/// A letter for each letter: c for a consonant, v for a vowel (a, e, i, o, u, and a y that follows
/// a consonant).
std::string shape(std::string_view word)
{
    std::string result;
    result.reserve(word.size());
    for (const char c : word) {
        const bool vowel = c == 'y' ? result.ends_with('c')
                                    : std::string_view("aeiou").find(c) != std::string_view::npos;
        result += vowel ? 'v' : 'c';
    }
    return result;
}

/// Porter's m in [C](VC)^m[V].
int measure(std::string_view stem)
{
    const std::string letters = shape(stem);
    int count = 0;
    for (size_t i = letters.find("vc"); i != std::string::npos; i = letters.find("vc", i + 2))
        ++count;
    return count;
}

bool endsWithDoubleConsonant(std::string_view word)
{
    const size_t n = word.size();
    return n >= 2 && word[n - 1] == word[n - 2] && shape(word).back() == 'c';
}

/// Porter's *o: consonant, vowel, consonant other than w, x, y at the end; NLTK adds the
/// vowel-consonant words.
bool endsWithShortSyllable(std::string_view word)
{
    const std::string letters = shape(word);
    return letters == "vc"
        || (letters.ends_with("cvc")
            && std::string_view("wxy").find(word.back()) == std::string_view::npos);
}

std::string replaceEnd(std::string_view word, size_t removed, std::string_view added)
{
    return std::string(word.substr(0, word.size() - removed)).append(added);
}

struct Rule {
    std::string_view suffix;
    std::string_view replacement;
};

/// Of the first rule whose suffix fits, the result where `allowed(stem, suffix)`; else the word as
/// it is.
template <typename Condition>
std::string applyFirst(std::string_view word, std::span<const Rule> rules, Condition allowed)
{
    for (const Rule& rule : rules) {
        if (!word.ends_with(rule.suffix))
            continue;
        if (!allowed(word.substr(0, word.size() - rule.suffix.size()), rule.suffix))
            break;
        return replaceEnd(word, rule.suffix.size(), rule.replacement);
    }
    return std::string(word);
}

/// Plurals.
std::string step1a(std::string_view word)
{
    if (word.ends_with("ies") && word.size() == 4)
        return replaceEnd(word, 1, "");
    static constexpr Rule rules[]{{"sses", "ss"}, {"ies", "i"}, {"ss", "ss"}, {"s", ""}};
    return applyFirst(word, rules, [](auto, auto) { return true; });
}

/// What is left of a word after -ed or -ing: an e comes back, or a doubled consonant goes.
std::string tidyAfterEdOrIng(std::string_view stem)
{
    if (stem.ends_with("at") || stem.ends_with("bl") || stem.ends_with("iz"))
        return replaceEnd(stem, 0, "e");
    if (endsWithDoubleConsonant(stem)) {
        const bool keep = std::string_view("lsz").find(stem.back()) != std::string_view::npos;
        return replaceEnd(stem, keep ? 0 : 1, "");
    }
    return replaceEnd(stem, 0, measure(stem) == 1 && endsWithShortSyllable(stem) ? "e" : "");
}

/// Past tenses and participles.
std::string step1b(std::string_view word)
{
    if (word.ends_with("ied"))
        return replaceEnd(word, word.size() == 4 ? 1 : 2, "");
    if (word.ends_with("eed"))
        return replaceEnd(word, measure(word.substr(0, word.size() - 3)) > 0 ? 1 : 0, "");
    for (const std::string_view suffix : {"ed", "ing"}) {
        if (!word.ends_with(suffix))
            continue;
        const std::string_view stem = word.substr(0, word.size() - suffix.size());
        if (shape(stem).find('v') != std::string::npos)
            return tidyAfterEdOrIng(stem);
    }
    return std::string(word);
}

std::string step1c(std::string_view word)
{
    const size_t n = word.size();
    const bool change = n > 2 && word.ends_with('y') && shape(word)[n - 2] == 'c';
    return change ? replaceEnd(word, 1, "i") : std::string(word);
}

/// Double suffixes.
std::string step2(std::string_view word)
{
    if (word.ends_with("alli") && measure(word.substr(0, word.size() - 4)) > 0)
        return step2(word.substr(0, word.size() - 2));
    static constexpr Rule rules[]{{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},
        {"anci", "ance"}, {"izer", "ize"}, {"bli", "ble"}, {"alli", "al"}, {"entli", "ent"},
        {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"},
        {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"},
        {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"}, {"fulli", "ful"}, {"logi", "log"}};
    return applyFirst(word, rules, [word](std::string_view stem, std::string_view suffix) {
        // NLTK counts the l of -logi to the stem, so that "geology" meets "geological".
        return measure(suffix == "logi" ? word.substr(0, word.size() - 3) : stem) > 0;
    });
}

std::string step3(std::string_view word)
{
    static constexpr Rule rules[]{{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
        {"ical", "ic"}, {"ful", ""}, {"ness", ""}};
    return applyFirst(word, rules, [](auto stem, auto) { return measure(stem) > 0; });
}

std::string step4(std::string_view word)
{
    static constexpr Rule rules[]{{"al", ""}, {"ance", ""}, {"ence", ""}, {"er", ""}, {"ic", ""},
        {"able", ""}, {"ible", ""}, {"ant", ""}, {"ement", ""}, {"ment", ""}, {"ent", ""},
        {"ion", ""}, {"ou", ""}, {"ism", ""}, {"ate", ""}, {"iti", ""}, {"ous", ""}, {"ive", ""},
        {"ize", ""}};
    return applyFirst(word, rules, [](std::string_view stem, std::string_view suffix) {
        return measure(stem) > 1 && (suffix != "ion" || stem.ends_with('s') || stem.ends_with('t'));
    });
}

/// A final e goes, a final ll loses one l.
std::string step5(std::string word)
{
    if (word.ends_with('e')) {
        const std::string_view stem = std::string_view(word).substr(0, word.size() - 1);
        const int m = measure(stem);
        if (m > 1 || (m == 1 && !endsWithShortSyllable(stem)))
            word.pop_back();
    }
    if (word.ends_with("ll") && measure(std::string_view(word).substr(0, word.size() - 1)) > 1)
        word.pop_back();
    return word;
}

} // namespace

std::string porterStem(std::string_view word)
{
    // NLTK's irregular forms.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> irregular{
        {{"sky", "sky"}, {"skies", "sky"}, {"dying", "die"}, {"lying", "lie"}, {"tying", "tie"},
            {"news", "news"}, {"innings", "inning"}, {"inning", "inning"}, {"outings", "outing"},
            {"outing", "outing"}, {"cannings", "canning"}, {"canning", "canning"}, {"howe", "howe"},
            {"proceed", "proceed"}, {"exceed", "exceed"}, {"succeed", "succeed"}}};
    const auto* found = std::find_if(irregular.begin(), irregular.end(),
        [word](const auto& entry) { return entry.first == word; });
    if (found != irregular.end())
        return std::string(found->second);
    if (word.size() <= 2)
        return std::string(word);
    return step5(step4(step3(step2(step1c(step1b(step1a(word)))))));
}

} // namespace interweave
