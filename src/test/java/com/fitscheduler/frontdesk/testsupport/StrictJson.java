package com.fitscheduler.frontdesk.testsupport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;

/**
 * A second opinion on JSON (RFC 8259), written without a look at the library that it judges: says the number of the one
 * {@code total} of an object, and nothing of anything that is not JSON to the letter or says a name twice.
 */
public final class StrictJson {

    private final String text;
    private int at;
    private Optional<Long> total = Optional.empty();

    private StrictJson(String text) {
        this.text = text;
    }

    /** The whole number that the object's own {@code total} is, if all of it is an object in which no name comes twice. */
    public static Optional<Long> total(byte[] body) {
        try {
            var json = new StrictJson(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            json.space();
            json.object(0);
            json.space();
            return json.at == json.text.length() ? json.total : Optional.empty();
        } catch (CharacterCodingException | Wrong e) {
            return Optional.empty();
        }
    }

    private static final class Wrong extends RuntimeException {
        private Wrong() {
            super(null, null, false, false);
        }
    }

    private void value(int depth) {
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        deeper(depth);
        take('{');
        space();
        var names = new HashSet<String>();
        while (peek() != '}') {
            if (!names.isEmpty()) {
                take(',');
                space();
            }
            var name = string();
            if (!names.add(name)) {
                throw new Wrong();
            }
            space();
            take(':');
            space();
            var from = at;
            value(depth + 1);
            if (depth == 0 && name.equals("total")) {
                total = whole(text.substring(from, at));
            }
            space();
        }
        take('}');
    }

    private void array(int depth) {
        deeper(depth);
        take('[');
        space();
        for (var first = true; peek() != ']'; first = false) {
            if (!first) {
                take(',');
                space();
            }
            value(depth + 1);
            space();
        }
        take(']');
    }

    /** No honest answer is that deep, and a second opinion must not end in an overflow. */
    private static void deeper(int depth) {
        if (depth >= 500) {
            throw new Wrong();
        }
    }

    private String string() {
        take('"');
        var said = new StringBuilder();
        while (peek() != '"') {
            var letter = next();
            if (letter < ' ') {
                throw new Wrong();
            }
            said.append(letter == '\\' ? escaped() : letter);
        }
        take('"');
        return said.toString();
    }

    private char escaped() {
        var letter = next();
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                var code = 0;
                for (var i = 0; i < 4; i++) {
                    var digit = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
                    if (digit < 0) {
                        throw new Wrong();
                    }
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            default -> throw new Wrong();
        };
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        var from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Wrong();
        }
    }

    private static Optional<Long> whole(String token) {
        try {
            return token.matches("-?[0-9]+") && Long.parseLong(token) >= 0 ? Optional.of(Long.parseLong(token)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw new Wrong();
        }
        at += word.length();
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Wrong();
        }
        return text.charAt(at);
    }

    private char next() {
        var letter = peek();
        at++;
        return letter;
    }

    private void take(char wanted) {
        if (next() != wanted) {
            throw new Wrong();
        }
    }
}
