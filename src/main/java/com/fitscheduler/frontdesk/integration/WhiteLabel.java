package com.fitscheduler.frontdesk.integration;

import java.util.regex.Pattern;

/** Keeps the name of the platform behind LeadConnector out of what people read, whoever wrote it. */
public final class WhiteLabel {

    private static final String NAME = "LeadConnector";
    /** In any spelling, and not inside words such as "roughly" or "highlight". */
    private static final Pattern BRAND = Pattern.compile("(?i:(?:go[\\W_]{0,3})?high(?:%20|[\\W_]{0,3})level)"
            + "|(?<![a-z])[gG][hH][lL]|[gG][hH][lL](?![a-z])|G" + "HL");

    private WhiteLabel() {}

    /** The text with LeadConnector for the other name. */
    public static String of(String text) {
        return of(text, NAME);
    }

    /** The text with {@code instead} for the other name. */
    public static String of(String text, String instead) {
        return BRAND.matcher(text).replaceAll(instead);
    }
}
