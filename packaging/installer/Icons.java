import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Draws icons/app.svg in every size and kind: N.png, app.ico for Windows, app.icns for macOS. */
final class Icons {

    static final List<Integer> SIZES = List.of(16, 22, 24, 32, 48, 64, 128, 256, 512, 1024);
    private static final double DRAWN_AT = 256;
    private static final List<Integer> WINDOWS = List.of(16, 24, 32, 48, 64, 128, 256);
    /** Kinds of picture in a file of macOS, by their side in pixels. */
    private static final Map<String, Integer> MAC = new TreeMap<>(Map.of("icp4", 16, "icp5", 32, "icp6", 64, "ic07", 128,
            "ic08", 256, "ic09", 512, "ic10", 1024, "ic11", 32, "ic13", 256, "ic14", 512));
    private static final Pattern ELEMENT = Pattern.compile("<(rect|path|circle)\\s([^>]*)/>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
    private static final Pattern STEP = Pattern.compile("([MHVCz])([-0-9., ]*)");

    private record Part(Shape shape, Color colour) {}

    private Icons() {}

    static void draw(Path drawing, Path folder) throws IOException {
        Files.createDirectories(folder);
        var parts = parts(Files.readString(drawing));
        var pictures = new TreeMap<Integer, byte[]>();
        for (var size : SIZES) {
            pictures.put(size, picture(parts, size));
            Files.write(folder.resolve(size + ".png"), pictures.get(size));
        }
        Files.write(folder.resolve("app.ico"), ico(pictures));
        Files.write(folder.resolve("app.icns"), icns(pictures));
    }

    /** Only what that one drawing uses; anything else is refused, not left out. */
    private static List<Part> parts(String svg) {
        var parts = new ArrayList<Part>();
        var elements = ELEMENT.matcher(svg);
        while (elements.find()) {
            var values = new TreeMap<String, String>();
            ATTRIBUTE.matcher(elements.group(2)).results().forEach(found -> values.put(found.group(1), found.group(2)));
            parts.add(new Part(shape(elements.group(1), values), Color.decode(values.get("fill"))));
        }
        if (parts.size() != svg.chars().filter(character -> character == '<').count() - 2) {
            throw new IllegalArgumentException("the drawing has a part that is not understood");
        }
        return parts;
    }

    private static Shape shape(String element, Map<String, String> values) {
        return switch (element) {
            case "rect" -> new RoundRectangle2D.Double(0, 0, number(values.get("width")), number(values.get("height")),
                    2 * number(values.get("rx")), 2 * number(values.get("rx")));
            case "circle" -> {
                var r = number(values.get("r"));
                yield new Ellipse2D.Double(number(values.get("cx")) - r, number(values.get("cy")) - r, 2 * r, 2 * r);
            }
            default -> path(values.get("d"));
        };
    }

    private static Shape path(String text) {
        var path = new Path2D.Double();
        var steps = STEP.matcher(text);
        var end = 0;
        while (steps.find() && steps.start() == end) {
            end = steps.end();
            var n = Pattern.compile("[ ,]+").splitAsStream(steps.group(2).strip()).filter(word -> !word.isEmpty())
                    .mapToDouble(Icons::number).toArray();
            switch (steps.group(1)) {
                case "M" -> path.moveTo(n[0], n[1]);
                case "H" -> path.lineTo(n[0], path.getCurrentPoint().getY());
                case "V" -> path.lineTo(path.getCurrentPoint().getX(), n[0]);
                case "C" -> path.curveTo(n[0], n[1], n[2], n[3], n[4], n[5]);
                default -> path.closePath();
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("a path that is not understood: " + text);
        }
        return path;
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    private static byte[] picture(List<Part> parts, int size) throws IOException {
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.transform(AffineTransform.getScaleInstance(size / DRAWN_AT, size / DRAWN_AT));
        for (var part : parts) {
            pen.setColor(part.colour());
            pen.fill(part.shape());
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** A table of pictures, then the pictures as PNG, which Windows reads since Vista. */
    private static byte[] ico(Map<Integer, byte[]> pictures) {
        var head = ByteBuffer.allocate(6 + 16 * WINDOWS.size()).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) WINDOWS.size());
        var bytes = new ByteArrayOutputStream();
        var at = head.capacity();
        for (var size : WINDOWS) {
            var picture = pictures.get(size);
            // 0 says 256.
            head.put((byte) (size % 256)).put((byte) (size % 256)).put((byte) 0).put((byte) 0).putShort((short) 1)
                    .putShort((short) 32).putInt(picture.length).putInt(at);
            at += picture.length;
        }
        bytes.writeBytes(head.array());
        WINDOWS.forEach(size -> bytes.writeBytes(pictures.get(size)));
        return bytes.toByteArray();
    }

    private static byte[] icns(Map<Integer, byte[]> pictures) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        for (var kind : MAC.entrySet()) {
            var picture = pictures.get(kind.getValue());
            out.writeBytes(kind.getKey());
            out.writeInt(8 + picture.length);
            out.write(picture);
        }
        var file = new ByteArrayOutputStream();
        var head = new DataOutputStream(file);
        head.writeBytes("icns");
        head.writeInt(8 + body.size());
        head.write(body.toByteArray());
        return file.toByteArray();
    }
}
