package dev.longshore.server.log;

import static dev.longshore.server.log.KeywordTree.NONE;
import static dev.longshore.server.log.KeywordTree.ROOT;

import java.util.BitSet;

/**
 * Finds many words in a text at once, in time that grows with the text and not with the words (Aho and Corasick,
 * "Efficient string matching", 1975). Its states form a tree of the words' beginnings.
 */
final class KeywordAutomaton {
    private static final char CUT = '…';

    private final char[] symbol;
    private final int[] firstChild;
    private final int[] nextSibling;
    private final int[] failure;
    private final int[] depth;

    /** Of the words that end at a state, the length of the longest; 0 when none does. */
    private final int[] longest;

    KeywordAutomaton(KeywordTree words) {
        symbol = words.symbols();
        firstChild = words.firstChildren();
        nextSibling = words.nextSiblings();
        depth = words.depths();
        longest = words.wordLengths();
        failure = new int[symbol.length];
        linkFailures();
    }

    int states() {
        return symbol.length;
    }

    /**
     * Marks the characters that belong to a word, or to the beginning of one that is cut off by an ellipsis.
     *
     * @param leastBeginning how many characters of a word that is cut off are worth marking
     * @param cutAtEnd whether the text's end cuts words off too
     */
    BitSet find(CharSequence text, int leastBeginning, boolean cutAtEnd) {
        BitSet found = new BitSet(text.length());
        int state = ROOT;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == CUT && depth[state] >= leastBeginning) {
                found.set(i - depth[state], i);
            }
            state = next(state, text.charAt(i));
            if (longest[state] > 0) {
                found.set(i + 1 - longest[state], i + 1);
            }
        }
        if (cutAtEnd && depth[state] >= leastBeginning) {
            found.set(text.length() - depth[state], text.length());
        }
        return found;
    }

    /** Breadth first: the failure of a state lies less deep than the state. */
    private void linkFailures() {
        int[] queue = new int[symbol.length];
        int end = 1;
        for (int head = 0; head < end; head++) {
            int parent = queue[head];
            for (int state = firstChild[parent]; state != NONE; state = nextSibling[state]) {
                failure[state] = parent == ROOT ? ROOT : next(failure[parent], symbol[state]);
                longest[state] = Math.max(longest[state], longest[failure[state]]);
                queue[end++] = state;
            }
        }
    }

    private int next(int from, char c) {
        int state = from;
        int child = child(state, c);
        while (child == NONE && state != ROOT) {
            state = failure[state];
            child = child(state, c);
        }
        return child == NONE ? ROOT : child;
    }

    private int child(int parent, char c) {
        int state = firstChild[parent];
        while (state != NONE && symbol[state] != c) {
            state = nextSibling[state];
        }
        return state;
    }
}
