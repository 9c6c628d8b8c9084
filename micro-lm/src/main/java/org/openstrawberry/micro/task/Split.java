package org.openstrawberry.micro.task;

/**
 * What a problem is for. A hash of its content, the numbers and what is done with them, decides, so that no problem is in
 * two splits, not even with other names in it.
 */
public enum Split {
    /** To train a base model on, with the working; 70 % of all problems. */
    TRAIN,
    /** To sample from, verify and learn from; 20 %. */
    CAMPAIGN,
    /** Never to learn from; 10 %. */
    HELD_OUT;

    /** The split of a content. */
    static Split of(String content) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < content.length(); i++) {
            hash = (hash ^ content.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        int tenth = (int) Long.remainderUnsigned(hash ^ (hash >>> 32), 10);
        return tenth < 7 ? TRAIN : tenth < 9 ? CAMPAIGN : HELD_OUT;
    }
}
