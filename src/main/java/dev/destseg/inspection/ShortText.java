package dev.destseg.inspection;

import dev.destseg.tensor.InputException;

/** What people and machines write about a part or a change: one line of bounded length. */
public final class ShortText {
    public static final int LONGEST = 256;

    private ShortText() {}

    /**
     * @param what names the text in messages
     * @return the text
     * @throws InputException when it is blank, too long or has control characters
     */
    public static String require(String what, String text) {
        if (text.isBlank()) {
            throw new InputException("The " + what + " is empty; give a text or leave it out");
        }
        if (text.length() > LONGEST) {
            throw new InputException("The " + what + " has " + text.length() + " characters; give at most " + LONGEST);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InputException("The " + what + " has control characters; give one line of plain text");
        }
        return text;
    }
}
