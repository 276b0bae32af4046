package com.fitscheduler.frontdesk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a command becomes on its way to the window that is open, and what comes back. */
public final class Exchange {

    /**
     * A command on its way. Its text may hold a secret.
     *
     * @param words as they were typed
     * @param input the line from the standard input; may be empty
     */
    public record Request(List<String> words, String input) {

        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /** What came of it: the status for the process, and what is to be printed. */
    public record Reply(int status, String out, String err) {}

    private Exchange() {}

    /** That request in bytes. */
    public static byte[] bytes(Request request) {
        return written(out -> {
            out.writeInt(request.words().size());
            for (var word : request.words()) {
                write(out, word);
            }
            write(out, request.input());
        });
    }

    /** That reply in bytes. */
    public static byte[] bytes(Reply reply) {
        return written(out -> {
            out.writeInt(reply.status());
            write(out, reply.out());
            write(out, reply.err());
        });
    }

    /**
     * The request that those bytes are.
     *
     * @throws IOException if they are none, as another version may send them
     */
    public static Request request(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        var words = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            words.add(read(in));
        }
        return new Request(List.copyOf(words), read(in));
    }

    /**
     * The reply that those bytes are.
     *
     * @throws IOException if they are none, as another version may send them
     */
    public static Reply reply(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new Reply(in.readInt(), read(in), read(in));
    }

    private interface Writer {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length);
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
