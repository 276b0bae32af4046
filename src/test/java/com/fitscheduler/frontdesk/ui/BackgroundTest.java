package com.fitscheduler.frontdesk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.testsupport.Inbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private final Inbox screen = new Inbox();
    private final Background background = new Background(Runnable::run, screen);
    private final List<Object> heard = new ArrayList<>();

    @Test
    void anOutcomeArrivesOnTheScreensThread() {
        background.run(() -> "done", heard::add, heard::add);
        assertEquals(List.of(), heard);
        screen.runAll();
        assertEquals(List.of("done"), heard);
    }

    @Test
    void aJobCancelledWhileItsOutcomeIsOnItsWayCallsNobody() {
        background.run(() -> "done", heard::add, heard::add).cancel();
        screen.runAll();
        assertEquals(List.of(), heard);
    }
}
