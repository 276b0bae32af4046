package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class AppIconUiTest {

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void everyPartOfTheDrawingIsDrawnInEverySize() throws Exception {
        var images = WaitForAsyncUtils.asyncFx(AppIcon::images).get();
        assertEquals(AppIcon.SIZES, images.stream().map(image -> (int) image.getWidth()).toList());
        for (var image : images) {
            var pixels = image.getPixelReader();
            var size = image.getWidth() / 256;
            assertEquals(0, pixels.getColor(0, 0).getOpacity(), "the corner is round");
            assertEquals(Color.web("#1D5BD0"), pixels.getColor((int) (20 * size), (int) (128 * size)), "the ground");
            assertEquals(Color.WHITE, pixels.getColor((int) (128 * size), (int) (187 * size)), "the plate");
            assertEquals(Color.WHITE, pixels.getColor((int) (128 * size), (int) (130 * size)), "the bell");
        }
        var drawing = Files.readString(Path.of(System.getProperty("project.folder"), "icons/app.svg"));
        assertEquals(4, drawing.lines().filter(line -> line.contains("fill=")).count(), "the parts that are known");
    }
}
