package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.desktop.Preferences;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowPlaceTest {

    private static final Rectangle2D PRIMARY = new Rectangle2D(0, 30, 1600, 970);
    private static final Rectangle2D LEFT = new Rectangle2D(-1280, 0, 1280, 720);
    private static final List<Rectangle2D> BOTH = List.of(PRIMARY, LEFT);
    private static final Rectangle2D MIDDLE = new Rectangle2D(240, 135, 1120, 760);

    @TempDir
    private Path folder;

    @Test
    void theFirstTimeItStandsInTheMiddleAndIsNoLargerThanTheScreen() {
        assertEquals(MIDDLE, bounds("", "", "", ""));
        var small = new Rectangle2D(0, 0, 1024, 600);
        assertEquals(small, WindowPlace.bounds(Preferences.in(folder), List.of(small)));
    }

    @ParameterizedTest
    @CsvSource({"100,50,900,600", "-1200,10,1000,700", "1400,900,900,600", "-600,40,1120,760"})
    void aPlaceWhereItCanBeHeldIsTakenAgain(int x, int y, int width, int height) {
        assertEquals(new Rectangle2D(x, y, width, height), bounds("" + x, "" + y, "" + width, "" + height));
    }

    @ParameterizedTest
    @CsvSource({"1590,50", "100,-400", "100,990", "5000,5000", "-1279,800", "-32000,-32000"})
    void aPlaceOffScreenIsRejectedAndItsSizeKept(int x, int y) {
        assertEquals(new Rectangle2D(350, 215, 900, 600), bounds("" + x, "" + y, "900", "600"));
    }

    @ParameterizedTest
    @CsvSource({"NaN,10,900,600", "1e9,10,900,600", "x,,900,600"})
    void nonsenseIsNoPlace(String x, String y, String width, String height) {
        assertEquals(new Rectangle2D(350, 215, 900, 600), bounds(x, y == null ? "" : y, width, height));
    }

    @Test
    void aSizeThatIsTooSmallOrTooLargeIsNone() {
        assertEquals(MIDDLE, bounds("", "", "10", "-5"));
        assertEquals(new Rectangle2D(100, 50, 1600, 970), bounds("100", "50", "9000", "9000"));
    }

    private Rectangle2D bounds(String x, String y, String width, String height) {
        try (var preferences = Preferences.in(folder)) {
            preferences.set("window.x", x);
            preferences.set("window.y", y);
            preferences.set("window.width", width);
            preferences.set("window.height", height);
            return WindowPlace.bounds(preferences, BOTH);
        }
    }
}
