package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.ui.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.scene.transform.Scale;

/** The program's icon in the sizes that title bars and task switchers want, drawn from app.svg. On the toolkit's thread. */
final class AppIcon {

    static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128);
    private static final double DRAWN_AT = 256;
    private static final Pattern ELEMENT = Pattern.compile("<(rect|path|circle)\\s([^>]*)/>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private AppIcon() {}

    static List<Image> images() {
        var drawing = new Group();
        var elements = ELEMENT.matcher(text());
        while (elements.find()) {
            var values = new HashMap<String, String>();
            ATTRIBUTE.matcher(elements.group(2)).results().forEach(found -> values.put(found.group(1), found.group(2)));
            drawing.getChildren().add(shape(elements.group(1), values));
        }
        var images = new ArrayList<Image>();
        for (var size : SIZES) {
            var how = new SnapshotParameters();
            how.setFill(Paint.valueOf("transparent"));
            how.setTransform(new Scale(size / DRAWN_AT, size / DRAWN_AT));
            images.add(drawing.snapshot(how, null));
        }
        return images;
    }

    private static Shape shape(String element, Map<String, String> values) {
        var shape = switch (element) {
            case "rect" -> {
                var rect = new Rectangle(number(values, "width"), number(values, "height"));
                rect.setArcWidth(2 * number(values, "rx"));
                rect.setArcHeight(2 * number(values, "rx"));
                yield rect;
            }
            case "circle" -> new Circle(number(values, "cx"), number(values, "cy"), number(values, "r"));
            default -> {
                var path = new SVGPath();
                path.setContent(values.get("d"));
                yield path;
            }
        };
        shape.setFill(Paint.valueOf(values.get("fill")));
        return shape;
    }

    private static double number(Map<String, String> values, String name) {
        return Double.parseDouble(values.getOrDefault(name, "0"));
    }

    private static String text() {
        try (var in = Views.class.getResourceAsStream("app.svg")) {
            if (in == null) {
                throw new IllegalStateException("app.svg is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
