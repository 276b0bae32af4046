package com.fitscheduler.frontdesk.desktop;

import com.fitscheduler.frontdesk.integration.WhiteLabel;
import java.util.regex.Pattern;

/**
 * Takes out of a text what nobody but its owner may read: tokens, passwords, codes, e-mail addresses, names and passwords
 * in addresses; and the brand that must not be named. It goes by shape and by the name in front of a value, and rather
 * takes too much. Redacting twice changes nothing; time grows with the length of the text only, whatever it holds. For any
 * thread.
 */
public final class Redactor {

    /** Stands where something was taken out. */
    public static final String REMOVED = "[removed]";
    private static final String NEUTRAL = "crm";

    /** The rest of these header lines is secret. */
    private static final Pattern HEADER = Pattern.compile(
            "(?i)((?:authorization|cookie|x-api-key)[\"'\\\\]{0,4}[ \\t]{0,8}[:=])[^\\r\\n]++");
    private static final Pattern SCHEME = Pattern.compile("(?i)(?<![a-z])(bearer|basic)((?:[\\s:=+]|%20){1,8}+)[\\w.~+/=-]++");
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s/\"'<>]*@");
    /** A name whose value is secret, with what stands between the two. */
    private static final Pattern NAMED = Pattern.compile("(?i)(token|secret|password|passwd|passphrase|pwd|api[_-]?key|assertion"
            + "|session[_-]?id|code[_-]?verifier|(?<![a-z])code)[\"'\\\\]{0,4}\\s{0,8}(?:[:=>]|%3[AD])\\s{0,8}");
    /** What a parser says of a word that it did not expect. */
    private static final Pattern QUOTED_TOKEN = Pattern.compile("(?i)(token )(['\"])[^'\"\\r\\n]++");
    /** The status of an answer and the code of a problem are no secrets, and the reason for having logs. */
    private static final Pattern HARMLESS_CODE = Pattern.compile("(?:\\d{3}|E\\d\\d)\\W*");
    private static final Pattern PRIVATE_TOKEN = Pattern.compile("(?i)pit-[\\w-]++");
    private static final Pattern JWT = Pattern.compile("(?<![\\w-])eyJ[\\w-]++(?:\\.[\\w-]*+){1,4}+");
    private static final Pattern E_MAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._+'-])[\\p{L}\\p{N}._+'-]++(?:@|%40)[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++){1,8}+");
    private static final Pattern LONG = Pattern.compile("(?<![\\w-])[\\w-]{32,}+");
    private static final Pattern LONG_BASE64 = Pattern.compile("(?<![\\w+/-])[A-Za-z0-9+][A-Za-z0-9+/]{39,}+={0,2}+");
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Redactor() {}

    /** That text without its secrets; every line stays. */
    public static String redact(String text) {
        var safe = USER_INFO.matcher(text).replaceAll(REMOVED + "@");
        safe = HEADER.matcher(safe).replaceAll("$1 " + REMOVED);
        safe = SCHEME.matcher(safe).replaceAll("$1$2" + REMOVED);
        safe = named(safe);
        safe = QUOTED_TOKEN.matcher(safe).replaceAll("$1$2" + REMOVED);
        safe = PRIVATE_TOKEN.matcher(safe).replaceAll(REMOVED);
        safe = JWT.matcher(safe).replaceAll(REMOVED);
        safe = E_MAIL.matcher(safe).replaceAll(REMOVED);
        safe = LONG.matcher(safe).replaceAll(run -> UUID.matcher(run.group()).matches() ? run.group() : REMOVED);
        safe = LONG_BASE64.matcher(safe).replaceAll(REMOVED);
        // No longer than the word itself, or a second time might find something too long.
        return WhiteLabel.of(safe, NEUTRAL);
    }

    private static String named(String text) {
        var names = NAMED.matcher(text);
        var safe = new StringBuilder(text.length());
        var at = 0;
        while (names.find(at)) {
            var from = names.end();
            var quote = quote(text, from);
            var to = end(text, from + quote.length(), quote);
            var value = text.substring(from + quote.length(), to);
            var keep = value.isEmpty() || (names.group(1).equalsIgnoreCase("code") && HARMLESS_CODE.matcher(value).matches());
            safe.append(text, at, from).append(quote).append(keep ? value : REMOVED);
            at = to;
        }
        return safe.append(text, at, text.length()).toString();
    }

    /** What opens the value there: a quotation mark, in JSON inside JSON with its backslashes, or nothing. */
    private static String quote(String text, int from) {
        var mark = from;
        while (mark < text.length() && text.charAt(mark) == '\\') {
            mark++;
        }
        return mark < text.length() && (text.charAt(mark) == '"' || text.charAt(mark) == '\'') ? text.substring(from, mark + 1) : "";
    }

    /** Where the value ends: before the same quotation mark, or before what separates values. */
    private static int end(String text, int from, String quote) {
        var depth = quote.length() - 1;
        var backslashes = 0;
        for (var i = from; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (quote.isEmpty() && (Character.isWhitespace(letter) || "&,;<".indexOf(letter) >= 0)) {
                return i;
            }
            // A mark inside the value has more backslashes than its own; pairs of them are the value's.
            if (!quote.isEmpty() && letter == quote.charAt(depth) && backslashes % (2 * depth + 2) == depth) {
                return i - depth;
            }
            backslashes = letter == '\\' ? backslashes + 1 : 0;
        }
        return text.length();
    }
}
