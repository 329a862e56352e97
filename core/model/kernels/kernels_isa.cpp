// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set into the namespace INTERWEAVE_ISA. Everything here has internal
// linkage except the two tables, and nothing of the standard library is instantiated: a function
// compiled for a newer processor must never be picked by the linker for an older one.
#include "core/model/kernels/kernels.h"
#include "core/support/mix_bits.h"

// Lets the compiler split one reduction over vector lanes without loosening the arithmetic of
// anything else.
#define INTERWEAVE_SUM(variable) _Pragma(INTERWEAVE_TEXT(omp simd reduction(+ : variable)))
#define INTERWEAVE_MAX(variable) _Pragma(INTERWEAVE_TEXT(omp simd reduction(max : variable)))
#define INTERWEAVE_TEXT(...) #__VA_ARGS__
#define INTERWEAVE_INLINE inline __attribute__((always_inline))
#define INTERWEAVE_INLINE_LAMBDA __attribute__((always_inline))

namespace interweave::INTERWEAVE_ISA {

namespace {

inline float load(float value)
{
    return value;
}

inline float load(uint16_t bits)
{
    return __builtin_bit_cast(float, static_cast<uint32_t>(bits) << 16);
}

inline void store(float& to, float value)
{
    to = value;
}

inline void store(uint16_t& to, float value)
{
    const uint32_t bits = __builtin_bit_cast(uint32_t, value);
    const uint32_t rounded
        = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16; // to nearest, ties to even
    const uint32_t notANumber = 0x7fc0u;
    to = static_cast<uint16_t>((bits & 0x7fffffffu) > 0x7f800000u ? notANumber : rounded);
}

/// exp for arguments up to 88, relative error 2e-7; 0 below −87. Cephes' polynomial, written so
/// that it vectorises.
inline float fastExp(float x)
{
    const float clamped = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
    const float power = __builtin_rintf(clamped * 1.44269504f);
    const float r = (clamped - power * 0.693359375f) - power * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const float scale = __builtin_bit_cast(float, (static_cast<int32_t>(power) + 127) << 23);
    const float result = p * scale;
    return x < -87.0f ? 0.0f : (x == x ? result : x);
}

inline float sigmoid(float x)
{
    return 1.0f / (1.0f + fastExp(-x));
}

template <typename T>
void addRmsNorm(const typename Kernels<T>::Norm& n, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* x = n.x + row * n.width;
        float squares = 0.0f;
        if (n.delta) {
            const T* delta = n.delta + row * n.width;
            T* sum = n.sum + row * n.width;
            INTERWEAVE_SUM(squares)
            for (int64_t i = 0; i < n.width; ++i) {
                store(sum[i], load(x[i]) + load(delta[i]));
                const float value = load(sum[i]);
                squares += value * value;
            }
            x = sum;
        } else {
            INTERWEAVE_SUM(squares)
            for (int64_t i = 0; i < n.width; ++i)
                squares += load(x[i]) * load(x[i]);
        }
        const float inverse
            = 1.0f / __builtin_sqrtf(squares / static_cast<float>(n.width) + n.epsilon);
        T* out = n.out + row * n.width;
        for (int64_t i = 0; i < n.width; ++i)
            store(out[i], load(x[i]) * inverse * load(n.weight[i]));
        if (n.inverseRms)
            n.inverseRms[row] = inverse;
    }
}

/// With x̂ = x/rms: dx = (w·dy − x̂ · mean(x̂ · w·dy)) / rms, plus the gradient that reaches the sum
/// directly.
template <typename T>
void addRmsNormBackward(const typename Kernels<T>::NormBackward& n, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* sum = n.sum + row * n.width;
        const T* dy = n.outGradient + row * n.width;
        const float inverse = n.inverseRms[row];
        float dot = 0.0f;
        INTERWEAVE_SUM(dot)
        for (int64_t i = 0; i < n.width; ++i)
            dot += load(sum[i]) * load(dy[i]) * load(n.weight[i]);
        const float shared = dot * inverse * inverse / static_cast<float>(n.width);
        T* dx = n.gradient + row * n.width;
        if (n.sumGradient) {
            const T* dSum = n.sumGradient + row * n.width;
            for (int64_t i = 0; i < n.width; ++i)
                store(dx[i],
                    (load(dy[i]) * load(n.weight[i]) - load(sum[i]) * shared) * inverse
                        + load(dSum[i]));
        } else {
            for (int64_t i = 0; i < n.width; ++i)
                store(dx[i], (load(dy[i]) * load(n.weight[i]) - load(sum[i]) * shared) * inverse);
        }
    }
}

template <typename T>
void normWeightGradient(const typename Kernels<T>::NormBackward& n, int64_t rows, float* gradient,
    int64_t begin, int64_t end)
{
    for (int64_t i = begin; i < end; ++i)
        gradient[i] = 0.0f;
    for (int64_t row = 0; row < rows; ++row) {
        const T* sum = n.sum + row * n.width;
        const T* dy = n.outGradient + row * n.width;
        const float inverse = n.inverseRms[row];
        for (int64_t i = begin; i < end; ++i)
            gradient[i] += load(dy[i]) * load(sum[i]) * inverse;
    }
}

template <typename T>
void swiglu(const T* gateUp, T* out, int64_t width, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* gate = gateUp + row * 2 * width;
        const T* up = gate + width;
        T* y = out + row * width;
        for (int64_t i = 0; i < width; ++i) {
            const float g = load(gate[i]);
            store(y[i], g * sigmoid(g) * load(up[i]));
        }
    }
}

template <typename T>
void swigluBackward(
    const T* outGradient, const T* gateUp, T* gradient, int64_t width, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* gate = gateUp + row * 2 * width;
        const T* up = gate + width;
        const T* dy = outGradient + row * width;
        T* dGate = gradient + row * 2 * width;
        T* dUp = dGate + width;
        for (int64_t i = 0; i < width; ++i) {
            const float g = load(gate[i]);
            const float s = sigmoid(g);
            store(dGate[i], load(dy[i]) * load(up[i]) * s * (1.0f + g * (1.0f - s)));
            store(dUp[i], load(dy[i]) * g * s);
        }
    }
}

/// direction +1 rotates, −1 rotates back (the transpose).
template <typename T>
inline void rotateHead(
    const T* from, T* to, const float* cosines, const float* sines, int64_t half, float direction)
{
    for (int64_t i = 0; i < half; ++i) {
        const float a = load(from[i]);
        const float b = load(from[i + half]);
        const float sine = sines[i] * direction;
        store(to[i], a * cosines[i] - b * sine);
        store(to[i + half], b * cosines[i] + a * sine);
    }
}

template <typename T>
inline void copyHead(const T* from, T* to, int64_t count)
{
    for (int64_t i = 0; i < count; ++i)
        to[i] = from[i];
}

/// One item of packHeads and unpackHeads: which head of which row it is and where its padded block
/// lies.
template <typename T>
struct HeadItem {
    HeadItem(const typename Kernels<T>::Block& b, int64_t item)
    {
        const int64_t all = b.heads + 2 * b.kvHeads;
        row = item / all;
        slot = item % all;
        const bool isQuery = slot < b.heads;
        isValue = slot >= b.heads + b.kvHeads;
        const int64_t head = isQuery ? slot : (slot - b.heads) % b.kvHeads;
        offset = (row * (isQuery ? b.heads : b.kvHeads) + head) * b.longest * b.headDim;
        stride = all * b.headDim;
    }
    template <typename P>
    P* pick(const typename Kernels<T>::Block& b, P* query, P* keys, P* values) const
    {
        return (slot < b.heads ? query : isValue ? values : keys) + offset;
    }
    int64_t row, slot, offset, stride;
    bool isValue;
};

template <typename T>
void packHeads(const typename Kernels<T>::Block& b, const T* qkv, T* query, T* keys, T* values,
    int64_t begin, int64_t end)
{
    const int64_t half = b.headDim / 2;
    for (int64_t i = begin; i < end; ++i) {
        const HeadItem<T> item(b, i);
        T* to = item.pick(b, query, keys, values);
        const int64_t length = b.lengths[item.row];
        for (int64_t t = 0; t < length; ++t) {
            const int64_t token = b.starts[item.row] + t;
            const T* from = qkv + token * item.stride + item.slot * b.headDim;
            if (item.isValue)
                copyHead(from, to + t * b.headDim, b.headDim);
            else
                rotateHead(from, to + t * b.headDim, b.cosines + token * half,
                    b.sines + token * half, half, 1.0f);
        }
        for (int64_t k = length * b.headDim; k < b.longest * b.headDim; ++k)
            to[k] = T{};
    }
}

template <typename T>
void unpackHeads(const typename Kernels<T>::Block& b, const T* query, const T* keys,
    const T* values, T* qkv, int64_t begin, int64_t end)
{
    const int64_t half = b.headDim / 2;
    for (int64_t i = begin; i < end; ++i) {
        const HeadItem<T> item(b, i);
        const T* from = item.pick(b, query, keys, values);
        for (int64_t t = 0; t < b.lengths[item.row]; ++t) {
            const int64_t token = b.starts[item.row] + t;
            T* to = qkv + token * item.stride + item.slot * b.headDim;
            if (item.isValue)
                copyHead(from + t * b.headDim, to, b.headDim);
            else
                rotateHead(from + t * b.headDim, to, b.cosines + token * half,
                    b.sines + token * half, half, -1.0f);
        }
    }
}

inline int64_t firstVisible(int64_t query, int64_t window)
{
    return window > 0 && query >= window ? query - window + 1 : 0;
}

template <typename T>
void causalSoftmax(
    T* scores, int64_t length, int64_t window, float scale, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        T* s = scores + row * length;
        const int64_t last = row % length;
        const int64_t first = firstVisible(last, window);
        float highest = load(s[first]);
        INTERWEAVE_MAX(highest)
        for (int64_t j = first; j <= last; ++j)
            highest = load(s[j]) > highest ? load(s[j]) : highest;
        float sum = 0.0f;
        INTERWEAVE_SUM(sum)
        for (int64_t j = first; j <= last; ++j)
            sum += fastExp((load(s[j]) - highest) * scale);
        const float inverse = 1.0f / sum;
        for (int64_t j = first; j <= last; ++j)
            store(s[j], fastExp((load(s[j]) - highest) * scale) * inverse);
        for (int64_t j = 0; j < first; ++j)
            s[j] = T{};
        for (int64_t j = last + 1; j < length; ++j)
            s[j] = T{};
    }
}

template <typename T>
void causalSoftmaxBackward(const T* probabilities, T* gradient, int64_t length, int64_t window,
    float scale, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* p = probabilities + row * length;
        T* g = gradient + row * length;
        const int64_t last = row % length;
        const int64_t first = firstVisible(last, window);
        float dot = 0.0f;
        INTERWEAVE_SUM(dot)
        for (int64_t j = first; j <= last; ++j)
            dot += load(p[j]) * load(g[j]);
        for (int64_t j = first; j <= last; ++j)
            store(g[j], load(p[j]) * (load(g[j]) - dot) * scale);
        for (int64_t j = 0; j < first; ++j)
            g[j] = T{};
        for (int64_t j = last + 1; j < length; ++j)
            g[j] = T{};
    }
}

/// One query head against `count` keys and values; weights: count floats, mixed: headDim floats of
/// scratch.
template <typename T>
INTERWEAVE_INLINE void attendOne(const float* query, const T* keys, const T* values, int64_t count,
    int64_t headDim, float scale, float* weights, float* mixed, T* out)
{
    float highest = -__builtin_inff();
    for (int64_t j = 0; j < count; ++j) {
        float dot = 0.0f;
        INTERWEAVE_SUM(dot)
        for (int64_t d = 0; d < headDim; ++d)
            dot += query[d] * load(keys[j * headDim + d]);
        weights[j] = dot * scale;
        highest = weights[j] > highest ? weights[j] : highest;
    }
    float sum = 0.0f;
    INTERWEAVE_SUM(sum)
    for (int64_t j = 0; j < count; ++j) {
        weights[j] = fastExp(weights[j] - highest);
        sum += weights[j];
    }
    for (int64_t d = 0; d < headDim; ++d)
        mixed[d] = 0.0f;
    int64_t j = 0;
    for (; j + 4 <= count; j += 4) { // four values at a time: a quarter of the passes over `mixed`
        const float* w = weights + j;
        const T* v = values + j * headDim;
        for (int64_t d = 0; d < headDim; ++d)
            mixed[d] += (w[0] * load(v[d]) + w[1] * load(v[headDim + d]))
                + (w[2] * load(v[2 * headDim + d]) + w[3] * load(v[3 * headDim + d]));
    }
    for (; j < count; ++j) {
        for (int64_t d = 0; d < headDim; ++d)
            mixed[d] += weights[j] * load(values[j * headDim + d]);
    }
    const float inverse = 1.0f / sum;
    for (int64_t d = 0; d < headDim; ++d)
        store(out[d], mixed[d] * inverse);
}

template <typename T>
INTERWEAVE_INLINE void decodeHeads(const typename Kernels<T>::Decode& a, int64_t headDim,
    float* scratch, int64_t begin, int64_t end)
{
    const int64_t half = headDim / 2;
    const int64_t group = a.heads / a.kvHeads;
    const int64_t stride = (a.heads + 2 * a.kvHeads) * headDim;
    float* const query = scratch;
    float* const mixed = query + headDim;
    float* const weights = mixed + headDim;
    for (int64_t item = begin; item < end; ++item) {
        const int64_t row = item / a.kvHeads;
        const int64_t kvHead = item % a.kvHeads;
        const float* cosines = a.cosines + row * half;
        const float* sines = a.sines + row * half;
        const T* token = a.qkv + row * stride;
        T* keys = a.keys + item * a.capacity * headDim;
        T* values = a.values + item * a.capacity * headDim;
        const int64_t last = a.past[row];
        rotateHead(token + (a.heads + kvHead) * headDim, keys + last * headDim, cosines, sines,
            half, 1.0f);
        copyHead(
            token + (a.heads + a.kvHeads + kvHead) * headDim, values + last * headDim, headDim);
        const int64_t first = firstVisible(last, a.window);
        for (int64_t g = 0; g < group; ++g) {
            const int64_t head = kvHead * group + g;
            for (int64_t d = 0; d < headDim; ++d)
                query[d] = load(token[head * headDim + d]);
            rotateHead(query, query, cosines, sines, half, 1.0f);
            attendOne(query, keys + first * headDim, values + first * headDim, last + 1 - first,
                headDim, a.scale, weights, mixed, a.out + (row * a.heads + head) * headDim);
        }
    }
}

/// The usual head sizes are constants to the compiler, which then unrolls every loop over a head.
template <typename T>
void decodeAttention(
    const typename Kernels<T>::Decode& a, float* scratch, int64_t begin, int64_t end)
{
    switch (a.headDim) {
    case 64: return decodeHeads<T>(a, 64, scratch, begin, end);
    case 128: return decodeHeads<T>(a, 128, scratch, begin, end);
    default: return decodeHeads<T>(a, a.headDim, scratch, begin, end);
    }
}

template <typename T>
void addLowRank(const typename Kernels<T>::LowRank& l, float* scratch, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* x = l.x + row * l.inputs;
        for (int64_t c = 0; c < l.outputs; ++c)
            scratch[c] = 0.0f;
        for (int64_t k = 0; k < l.rank; ++k) {
            const T* down = l.down + k * l.inputs;
            float low = 0.0f;
            INTERWEAVE_SUM(low)
            for (int64_t i = 0; i < l.inputs; ++i)
                low += load(x[i]) * load(down[i]);
            const T* up = l.up + k * l.outputs;
            for (int64_t c = 0; c < l.outputs; ++c)
                scratch[c] += low * load(up[c]);
        }
        T* y = l.y + row * l.stride;
        for (int64_t c = 0; c < l.outputs; ++c)
            store(y[c], load(y[c]) + scratch[c]);
    }
}

template <typename T>
void dropout(const typename Kernels<T>::Dropout& d, int64_t begin, int64_t end)
{
    constexpr int64_t kWords = 16; // at once: several vectors of draws
    constexpr int64_t kWord = Kernels<T>::Dropout::kWord;
    constexpr uint64_t kStride = Kernels<T>::Dropout::kStride;
    for (int64_t word = begin; word < end; word += kWords) {
        uint64_t words[kWords];
        for (int64_t i = 0; i < kWords; ++i)
            words[i] = mixBits(d.seed + kStride * static_cast<uint64_t>(word + i));
        int16_t draws[kWords * kWord];
        static_assert(sizeof draws == sizeof words);
        __builtin_memcpy(draws, words, sizeof draws);

        const T* x = d.x + word * kWord;
        T* out = d.out + word * kWord;
        const auto put = [&](int64_t i) {
            const float kept = load(x[i]) * d.scale;
            store(out[i], draws[i] < d.threshold ? 0.0f : kept);
        };
        const int64_t endElement = end * kWord < d.count ? end * kWord : d.count;
        const int64_t left = endElement - word * kWord;
        if (left >= kWords * kWord)
            for (int64_t i = 0; i < kWords * kWord; ++i)
                put(i);
        else
            for (int64_t i = 0; i < left; ++i)
                put(i);
    }
}

/// Σ term(i) of i = 0 … count − 1: in fp32 over short stretches, in fp64 over these.
template <typename Term>
INTERWEAVE_INLINE double sumOf(int64_t count, Term term)
{
    constexpr int64_t kStretch = 1024;
    double total = 0.0;
    for (int64_t from = 0; from < count; from += kStretch) {
        const int64_t to = from + kStretch < count ? from + kStretch : count;
        float sum = 0.0f;
        INTERWEAVE_SUM(sum)
        for (int64_t i = from; i < to; ++i)
            sum += term(i);
        total += static_cast<double>(sum);
    }
    return total;
}

template <typename T>
void logSumExp(const T* logits, double* sums, int64_t width, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const T* l = logits + row * width;
        float highest = load(l[0]);
        INTERWEAVE_MAX(highest)
        for (int64_t i = 0; i < width; ++i)
            highest = load(l[i]) > highest ? load(l[i]) : highest;
        const double sum = sumOf(width,
            [&](int64_t i) INTERWEAVE_INLINE_LAMBDA { return fastExp(load(l[i]) - highest); });
        sums[row] = static_cast<double>(highest) + __builtin_log(sum);
    }
}

/// Softmax of a row: exp(l − log sum), where the logarithm is more exact than a float.
template <typename T>
struct Softmax {
    const T* logits;
    float logSum; // rounded
    float left; // exp of what rounding took

    Softmax(const T* row, double exactLogSum)
        : logits(row)
        , logSum(static_cast<float>(exactLogSum))
        , left(1.0f + static_cast<float>(static_cast<double>(logSum) - exactLogSum))
    {
    }

    float shifted(int64_t i) const { return load(logits[i]) - logSum; }
    float operator()(int64_t i) const { return left * fastExp(shifted(i)); }
};

template <typename T>
void logitDivergence(const typename Kernels<T>::LogitRows& rows, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const double baseLogSum = rows.baseLogSums[row];
        const double logSum = rows.logSums[row];
        const Softmax<T> p(rows.base + row * rows.width, baseLogSum);
        const Softmax<T> q(rows.logits + row * rows.width, logSum);
        const double rounded = (static_cast<double>(p.logSum) - baseLogSum)
            - (static_cast<double>(q.logSum) - logSum);
        rows.divergences[row]
            = rounded + sumOf(rows.width, [&](int64_t i) INTERWEAVE_INLINE_LAMBDA {
                  return p(i) * (p.shifted(i) - q.shifted(i));
              });
    }
}

template <typename T>
void logitGradient(const typename Kernels<T>::LogitRows& rows, int64_t begin, int64_t end)
{
    for (int64_t row = begin; row < end; ++row) {
        const Softmax<T> q(rows.logits + row * rows.width, rows.logSums[row]);
        T* gradient = rows.gradient + row * rows.width;
        const float weight = rows.weights[row];
        const int64_t target = rows.targets[row];
        if (rows.base) {
            const Softmax<T> p(rows.base + row * rows.width, rows.baseLogSums[row]);
            const auto at = [&](int64_t i) INTERWEAVE_INLINE_LAMBDA {
                return (weight + rows.baseWeight) * q(i) - rows.baseWeight * p(i);
            };
            for (int64_t i = 0; i < rows.width; ++i)
                store(gradient[i], at(i));
            store(gradient[target], at(target) - weight);
        } else {
            for (int64_t i = 0; i < rows.width; ++i)
                store(gradient[i], weight * q(i));
            store(gradient[target], weight * (q(target) - 1.0f));
        }
    }
}

template <typename T>
constexpr Kernels<T> makeKernels()
{
    return {addRmsNorm<T>, addRmsNormBackward<T>, normWeightGradient<T>, swiglu<T>,
        swigluBackward<T>, packHeads<T>, unpackHeads<T>, causalSoftmax<T>, causalSoftmaxBackward<T>,
        decodeAttention<T>, addLowRank<T>, dropout<T>, logSumExp<T>, logitDivergence<T>,
        logitGradient<T>};
}

} // namespace

extern const Kernels<float> kFloatKernels;
extern const Kernels<uint16_t> kBf16Kernels;
const Kernels<float> kFloatKernels = makeKernels<float>();
const Kernels<uint16_t> kBf16Kernels = makeKernels<uint16_t>();

} // namespace interweave::INTERWEAVE_ISA
