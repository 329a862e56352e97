// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace interweave {

/// The element-wise and row-wise loops of the decoder on a CPU, each one pass over memory,
/// arithmetic in fp32. T is float, or uint16_t holding bfloat16 bits. Every function works on a
/// range and is called from several threads on different ranges. Non-goals: matrix products (oneDNN
/// does those) and other devices (torch's own operations do).
template <typename T>
struct Kernels {
    struct Norm {
        const T* x; // [rows, width]
        const T* delta; // [rows, width] added to x first, or nullptr
        const T* weight; // [width]
        T* sum; // x + delta, or nullptr where delta is
        T* out;
        float* inverseRms; // [rows], or nullptr when no backward follows
        int64_t width;
        float epsilon;
    };
    struct NormBackward {
        const T* outGradient;
        const T* sumGradient; // or nullptr
        const T* sum; // the normalised vector before scaling
        const T* weight;
        const float* inverseRms;
        T* gradient; // of x and of delta alike
        int64_t width;
    };
    /// Rows of a padded attention block and the tokens they come from.
    struct Block {
        int64_t items; // rows × (heads + 2·kvHeads)
        int64_t heads, kvHeads, headDim, longest;
        const int64_t* starts; // [rows] first token
        const int64_t* lengths; // [rows]
        const float* cosines; // [tokens, headDim/2]
        const float* sines;
    };
    struct Decode {
        const T* qkv; // [rows, (heads + 2·kvHeads)·headDim], one new token a row, before rotation
        const float* cosines; // [rows, headDim/2]
        const float* sines;
        const int64_t* past; // [rows] tokens already in the cache
        T* keys; // [rows, kvHeads, capacity, headDim]
        T* values;
        T* out; // [rows, heads·headDim]
        int64_t heads, kvHeads, headDim, capacity, window;
        float scale;
    };

    /// A low-rank change of few tokens, where products of matrices cost more to call than to
    /// compute.
    struct LowRank {
        const T* x; // [rows, inputs]
        const T* down; // [rank, inputs]
        const T* up; // [rank, outputs]
        T* y; // first changed element of each row, rows `stride` apart
        int64_t inputs, rank, outputs, stride;
    };

    /// See seededDropout.
    struct Dropout {
        static constexpr int64_t kWord = 4; // elements decided by one mixed word, 16 bits each
        static constexpr uint64_t kStride = 0x9e3779b97f4a7c15ULL; // between two words' counters
        const T* x; // [count]
        T* out;
        int64_t count;
        uint64_t seed;
        int16_t threshold; // 16-bit draws below it drop their element
        float scale; // of the others
    };

    /// See logit_loss.h. What a function does not need may be nullptr.
    struct LogitRows {
        const T* logits; // [rows, width]
        const double* logSums; // [rows]
        const T* base; // [rows, width], or nullptr
        const double* baseLogSums; // [rows]
        const int64_t* targets; // [rows]
        const float* weights; // [rows]
        double* divergences; // [rows]
        T* gradient; // [rows, width]
        int64_t width;
        float baseWeight;
    };

    /// sum = x + delta; out = sum · weight / √(mean(sum²) + epsilon), rows begin … end − 1.
    void (*addRmsNorm)(const Norm&, int64_t begin, int64_t end);
    void (*addRmsNormBackward)(const NormBackward&, int64_t begin, int64_t end);
    /// gradient[i] = Σ outGradient · sum · inverseRms over `rows` rows, i = begin … end − 1.
    void (*normWeightGradient)(
        const NormBackward&, int64_t rows, float* gradient, int64_t begin, int64_t end);

    /// out[r, i] = silu(gate) · up with gateUp = [gate | up], [rows, 2·width].
    void (*swiglu)(const T* gateUp, T* out, int64_t width, int64_t begin, int64_t end);
    void (*swigluBackward)(const T* outGradient, const T* gateUp, T* gradient, int64_t width,
        int64_t begin, int64_t end);

    /// Rotates queries and keys and lays all three out as [rows, heads, longest, headDim], zeros
    /// where a row is shorter.
    void (*packHeads)(
        const Block&, const T* qkv, T* query, T* keys, T* values, int64_t begin, int64_t end);
    /// The transpose of packHeads: gradients of the packed three to the gradient of qkv.
    void (*unpackHeads)(const Block&, const T* query, const T* keys, const T* values, T* qkv,
        int64_t begin, int64_t end);

    /// Causal softmax over the last dimension of scores [items · length, length], in place; row r
    /// may see columns max(0, i − window + 1) … i with i = r mod length. window 0: all.
    void (*causalSoftmax)(
        T* scores, int64_t length, int64_t window, float scale, int64_t begin, int64_t end);
    /// gradient [items · length, length] of the probabilities becomes that of the unscaled scores,
    /// in place.
    void (*causalSoftmaxBackward)(const T* probabilities, T* gradient, int64_t length,
        int64_t window, float scale, int64_t begin, int64_t end);

    /// Attention of one new token per row against the cache, into which its key and value are
    /// written first. Items are rows × kvHeads. scratch: longest past + 1 + 2·headDim floats for
    /// this call.
    void (*decodeAttention)(const Decode&, float* scratch, int64_t begin, int64_t end);

    /// y[r, c] += Σ_k (Σ_i x[r, i] · down[k, i]) · up[k, c]. scratch: `outputs` floats for this
    /// call.
    void (*addLowRank)(const LowRank&, float* scratch, int64_t begin, int64_t end);

    /// Words begin … end − 1, each of kWord elements; the last of x may be incomplete.
    void (*dropout)(const Dropout&, int64_t begin, int64_t end);

    /// sums[r] = log Σ_i exp(logits[r, i]).
    void (*logSumExp)(const T* logits, double* sums, int64_t width, int64_t begin, int64_t end);
    void (*logitDivergence)(const LogitRows&, int64_t begin, int64_t end);
    void (*logitGradient)(const LogitRows&, int64_t begin, int64_t end);
};

/// The widest instruction set this processor has.
template <typename T>
const Kernels<T>& kernels();

} // namespace interweave
