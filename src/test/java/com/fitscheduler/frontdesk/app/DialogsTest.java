package com.fitscheduler.frontdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/** Two screens side by side, the second one smaller. */
class DialogsTest {

    private static final Rectangle2D FIRST = new Rectangle2D(0, 0, 1600, 1000);
    private static final Rectangle2D SECOND = new Rectangle2D(1600, 0, 1024, 600);

    @Test
    void aWindowIsOnTheScreenThatHasMostOfIt() {
        assertEquals(Optional.of(FIRST), on(100));
        assertEquals(Optional.of(FIRST), on(1100));
        assertEquals(Optional.of(SECOND), on(1500));
        assertEquals(Optional.of(SECOND), on(1700));
    }

    @Test
    void aWindowWhoseScreenWasUnpluggedIsOnNone() {
        assertEquals(Optional.empty(), Dialogs.most(new Rectangle2D(1700, 100, 880, 560), List.of(FIRST)));
    }

    @Test
    void aDialogIsOverTheMiddleOfItsWindowAndWhollyOnTheScreen() {
        assertEquals(new Rectangle2D(220, 130, 640, 560), Dialogs.place(new Rectangle2D(100, 100, 880, 620), 640, 560, FIRST));
        assertEquals(new Rectangle2D(960, 440, 640, 560), Dialogs.place(new Rectangle2D(1300, 800, 880, 560), 640, 560, FIRST));
        assertEquals(new Rectangle2D(0, 0, 640, 560), Dialogs.place(new Rectangle2D(-300, -200, 880, 560), 640, 560, FIRST));
        assertEquals(new Rectangle2D(1600, 0, 1024, 600), Dialogs.place(new Rectangle2D(1700, 100, 880, 560), 1100, 720, SECOND),
                "no larger than the screen");
    }

    private static Optional<Rectangle2D> on(double x) {
        return Dialogs.most(new Rectangle2D(x, 100, 880, 500), List.of(FIRST, SECOND));
    }
}
