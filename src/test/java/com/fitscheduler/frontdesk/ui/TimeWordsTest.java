package com.fitscheduler.frontdesk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {

    /** A Sunday, 3:05 PM in New York. */
    private final TimeWords times =
            new TimeWords(Samples.words(), new FakeClock("2026-05-03T19:05:00Z", "America/New_York"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "2026-05-03T19:04:01Z; just now",
        "2026-05-03T19:06:59Z; just now",
        "2026-05-03T19:04:00Z; 1 minute ago",
        "2026-05-03T18:53:00Z; 12 minutes ago",
        "2026-05-03T18:05:01Z; 59 minutes ago",
        "2026-05-03T18:05:00Z; today at 2:05 PM",
        "2026-05-03T04:00:00Z; today at 12:00 AM",
        "2026-05-03T03:59:00Z; yesterday at 11:59 PM",
        "2026-05-01T13:10:00Z; Friday at 9:10 AM",
        "2026-04-27T13:10:00Z; Monday at 9:10 AM",
        "2026-04-26T13:10:00Z; Apr 26, 2026, 9:10 AM",
        "2025-12-31T14:10:00Z; Dec 31, 2025, 9:10 AM",
        "2026-05-03T19:07:00Z; just now",
        "2026-05-03T19:07:01Z; May 3, 2026, 3:07 PM EDT",
        "2026-05-04T19:08:00Z; May 4, 2026, 3:08 PM EDT",
        "2027-01-01T05:00:00Z; Jan 1, 2027, 12:00 AM EST"})
    void saysWhenAsPeopleDo(String instant, String said) {
        assertEquals(said, times.ago(Instant.parse(instant)).replace('\u00a0', ' '));
    }

    @ParameterizedTest
    @CsvSource({"0,5 seconds", "1,5 seconds", "5000,5 seconds", "5001,10 seconds", "28000,30 seconds", "60000,60 seconds",
        "60001,2 minutes", "120000,2 minutes", "121000,3 minutes", "-99000,5 seconds"})
    void saysHowLongUntil(long millis, String said) {
        assertEquals(said, times.until(times.now().plusMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        // The hour from 1 to 2 comes twice: neither a day nor an hour is lost or told twice.
        "2026-11-01T06:30:00Z; America/New_York; 2026-11-01T05:40:00Z; 50 minutes ago",
        "2026-11-01T06:40:00Z; America/New_York; 2026-11-01T05:30:00Z; today at 1:30 AM",
        "2026-11-02T04:59:00Z; America/New_York; 2026-11-01T04:00:00Z; today at 12:00 AM",
        "2026-11-02T05:00:00Z; America/New_York; 2026-11-01T04:00:00Z; yesterday at 12:00 AM",
        // The day of 23 hours.
        "2026-03-09T03:59:00Z; America/New_York; 2026-03-08T05:00:00Z; today at 12:00 AM",
        "2026-03-09T04:00:00Z; America/New_York; 2026-03-08T05:00:00Z; yesterday at 12:00 AM",
        // One instant, two zones, two days.
        "2026-05-03T22:30:00Z; UTC; 2026-05-03T12:00:00Z; today at 12:00 PM",
        "2026-05-03T22:30:00Z; Asia/Tokyo; 2026-05-03T12:00:00Z; yesterday at 9:00 PM",
        // The turn of the year.
        "2027-01-01T00:30:00Z; UTC; 2026-12-31T23:00:00Z; yesterday at 11:00 PM",
        "2027-01-08T00:30:00Z; UTC; 2026-12-31T23:00:00Z; Dec 31, 2026, 11:00 PM"})
    void daysAreThoseOfTheWallClock(String now, String zone, String then, String said) {
        var here = new TimeWords(Samples.words(), new FakeClock(now, zone));
        assertEquals(said, here.ago(Instant.parse(then)).replace('\u00a0', ' '));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "2026-11-01T05:30:00Z; Nov 1, 2026, 1:30 AM EDT",
        "2026-11-01T06:30:00Z; Nov 1, 2026, 1:30 AM EST"})
    void theHourThatComesTwiceCanBeToldApart(String instant, String said) {
        assertEquals(said, times.absolute(Instant.parse(instant)).replace('\u00a0', ' '));
    }

    @Test
    void whatIsSaidChangesAtTheBoundaryAndNotBefore() {
        var clock = new FakeClock("2026-05-03T23:58:59.999Z", "UTC");
        var here = new TimeWords(Samples.words(), clock);
        var then = clock.instant();
        for (var step : List.of("PT59.999S, just now", "PT0.001S, 1 minute ago", "PT58M59.999S, 59 minutes ago",
                "PT0.001S, yesterday at 11:58 PM", "PT23H, yesterday at 11:58 PM", "PT1M, yesterday at 11:58 PM", "PT0.001S, Sunday at 11:58 PM")) {
            clock.move(Duration.parse(step.substring(0, step.indexOf(','))));
            assertEquals(step.substring(step.indexOf(',') + 2), here.ago(then).replace('\u00a0', ' '));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "2026-05-03T18:53:00Z; May 3, 2026, 2:53 PM EDT",
        "2026-01-03T18:53:00Z; Jan 3, 2026, 1:53 PM EST"})
    void namesTheZone(String instant, String said) {
        assertEquals(said, times.absolute(Instant.parse(instant)).replace('\u00a0', ' '));
    }
}
