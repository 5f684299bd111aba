package dev.longshore.server.log;

import java.util.Arrays;

/** The beginnings of words as a tree, of which each state is one character longer than its parent. It grows up to a size. */
final class KeywordTree {
    static final int ROOT = 0;
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 256;

    private final int maxStates;
    private char[] symbol = new char[FIRST_CAPACITY];
    private int[] firstChild = new int[FIRST_CAPACITY];
    private int[] nextSibling = new int[FIRST_CAPACITY];
    private int[] depth = new int[FIRST_CAPACITY];
    private int[] wordLength = new int[FIRST_CAPACITY];
    private int states = 1;

    KeywordTree(int maxStates) {
        this.maxStates = maxStates;
        firstChild[ROOT] = NONE;
    }

    /** @return false when the tree would become too large: the word is left out */
    boolean add(String word) {
        int state = ROOT;
        int shared = 0;
        while (shared < word.length() && child(state, word.charAt(shared)) != NONE) {
            state = child(state, word.charAt(shared++));
        }
        if (word.length() - shared > maxStates - states) {
            return false;
        }
        for (int i = shared; i < word.length(); i++) {
            state = addChild(state, word.charAt(i));
        }
        wordLength[state] = word.length();
        return true;
    }

    int states() {
        return states;
    }

    char[] symbols() {
        return Arrays.copyOf(symbol, states);
    }

    int[] firstChildren() {
        return Arrays.copyOf(firstChild, states);
    }

    int[] nextSiblings() {
        return Arrays.copyOf(nextSibling, states);
    }

    int[] depths() {
        return Arrays.copyOf(depth, states);
    }

    /** Of the word that ends at a state; 0 when none does. */
    int[] wordLengths() {
        return Arrays.copyOf(wordLength, states);
    }

    private int addChild(int parent, char c) {
        if (states == symbol.length) {
            grow(2 * states);
        }
        int state = states++;
        symbol[state] = c;
        depth[state] = depth[parent] + 1;
        firstChild[state] = NONE;
        nextSibling[state] = firstChild[parent];
        firstChild[parent] = state;
        return state;
    }

    private void grow(int capacity) {
        symbol = Arrays.copyOf(symbol, capacity);
        firstChild = Arrays.copyOf(firstChild, capacity);
        nextSibling = Arrays.copyOf(nextSibling, capacity);
        depth = Arrays.copyOf(depth, capacity);
        wordLength = Arrays.copyOf(wordLength, capacity);
    }

    private int child(int parent, char c) {
        int state = firstChild[parent];
        while (state != NONE && symbol[state] != c) {
            state = nextSibling[state];
        }
        return state;
    }
}
