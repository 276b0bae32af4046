package com.fitscheduler.frontdesk.app;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.WritableImage;

/** Writes a picture as a PNG file (W3C PNG, third edition) without the desktop toolkit of AWT. */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int RGB = 2;

    private PngFile() {}

    static void write(WritableImage image, Path file) throws IOException {
        var width = (int) image.getWidth();
        var height = (int) image.getHeight();
        try (var out = Files.newOutputStream(file)) {
            out.write(SIGNATURE);
            var header = new ByteArrayOutputStream();
            var fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {BITS, RGB, 0, 0, 0});
            chunk(out, "IHDR", header.toByteArray());
            chunk(out, "IDAT", pixels(image, width, height));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] pixels(WritableImage image, int width, int height) throws IOException {
        var reader = image.getPixelReader();
        var packed = new ByteArrayOutputStream();
        try (var lines = new DeflaterOutputStream(packed)) {
            for (var y = 0; y < height; y++) {
                var line = new byte[1 + 3 * width];
                for (var x = 0; x < width; x++) {
                    var argb = reader.getArgb(x, y);
                    line[1 + 3 * x] = (byte) (argb >> 16);
                    line[2 + 3 * x] = (byte) (argb >> 8);
                    line[3 + 3 * x] = (byte) argb;
                }
                lines.write(line);
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] data) throws IOException {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        var frame = new DataOutputStream(out);
        frame.writeInt(data.length);
        frame.write(name);
        frame.write(data);
        frame.writeInt((int) sum.getValue());
    }
}
