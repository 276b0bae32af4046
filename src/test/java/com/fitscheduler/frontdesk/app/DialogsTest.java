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

    private static Optional<Rectangle2D> on(double x) {
        return Dialogs.most(new Rectangle2D(x, 100, 880, 500), List.of(FIRST, SECOND));
    }
}
