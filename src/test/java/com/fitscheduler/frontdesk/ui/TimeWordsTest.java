package com.fitscheduler.frontdesk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fitscheduler.frontdesk.testsupport.FakeClock;
import com.fitscheduler.frontdesk.testsupport.Samples;
import java.time.Instant;
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
        "2026-05-03T19:08:00Z; today at 3:08 PM",
        "2026-05-04T19:08:00Z; May 4, 2026, 3:08 PM"})
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
        "2026-05-03T18:53:00Z; May 3, 2026, 2:53 PM ET",
        "2026-01-03T18:53:00Z; Jan 3, 2026, 1:53 PM ET"})
    void namesTheZone(String instant, String said) {
        assertEquals(said, times.absolute(Instant.parse(instant)).replace('\u00a0', ' '));
    }
}
