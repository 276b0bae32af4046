package com.fitscheduler.frontdesk.http;

import static com.fitscheduler.frontdesk.testsupport.FaultServer.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.FaultServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far this computer's clock is off, told from what a server says that it is. */
class ClockErrorTest {

    private final FakeClock clock = new FakeClock("2026-05-03T15:05:00.500Z", "UTC");
    private final List<Duration> errors = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"'Sun, 3 May 2026 15:05:00 GMT',PT0S", "'Sun, 3 May 2026 15:04:59 GMT',PT0.5S", "'Sun, 3 May 2026 15:05:01 GMT',PT-0.5S",
            "'Mon, 4 May 2026 15:05:00 GMT',PT-23H-59M-59.5S", "'Sat, 2 May 2026 15:05:00 GMT',PT23H59M59.5S",
            "'Thu, 3 May 2029 15:05:00 GMT',PT-26303H-59M-59.5S"})
    void aDayAndYearsAreToldApartFromNothing(String date, Duration error) throws Exception {
        ask(date);
        assertEquals(List.of(error), errors);
    }

    @Test
    void aSlowAnswerIsNoWrongClock() throws Exception {
        try (var http = listening(); var server = new FaultServer((request, socket) -> {
            // The server looks at its clock, and a minute passes until all has arrived.
            clock.move(Duration.ofSeconds(60));
            answer(200, "{}", "Date: Sun, 3 May 2026 15:05:30 GMT").play(request, socket);
        })) {
            http.send("GET", server.address(), Map.of(), null);
        }
        assertEquals(List.of(Duration.ZERO), errors);
    }

    @Test
    void aDateThatIsNoneSaysNothing() throws Exception {
        ask("soon");
        assertEquals(List.of(), errors);
    }

    private void ask(String date) throws Exception {
        try (var http = listening(); var server = new FaultServer(answer(500, "", "Date: " + date))) {
            http.send("GET", server.address(), Map.of(), null);
        }
    }

    private JsonHttp listening() {
        var http = new JsonHttp(Duration.ofSeconds(20), () -> false, clock);
        http.compareClocks(errors::add);
        return http;
    }
}
