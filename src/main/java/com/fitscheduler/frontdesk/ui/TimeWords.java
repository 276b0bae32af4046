package com.fitscheduler.frontdesk.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says when something was, as people at a desk would; formats follow the operating system's region and zone. */
public final class TimeWords {

    private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(2);

    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("z", Locale.ROOT);

    private final Words words;
    private final Clock clock;

    /** @param clock also gives the zone */
    public TimeWords(Words words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /** "12 minutes ago", "today at 3:05 PM", "Monday at 9:10 AM", "3 May 2026, 9:10 AM". */
    public String ago(Instant instant) {
        if (isFuture(instant)) {
            // What has not been yet is not to be read as past.
            return absolute(instant);
        }
        var age = Duration.between(instant, clock.instant());
        if (age.toMinutes() < 1) {
            return words.get("time.now");
        }
        return age.toHours() < 1 ? words.get("time.minutes", age.toMinutes()) : day(instant);
    }

    /** "40 seconds", "2 minutes": how long until then, rounded up to what a person cares to know. */
    public String until(Instant instant) {
        var left = Math.max(1, Math.ceilDiv(Duration.between(clock.instant(), instant).toMillis(), 1_000));
        return left > 60 ? words.get("time.in_minutes", Math.ceilDiv(left, 60L))
                : words.get("time.in_seconds", Math.ceilDiv(left, 5L) * 5);
    }

    /** "9:32": minutes and seconds that are left. */
    public String countdown(Duration left) {
        var seconds = Math.max(0, left.toSeconds());
        return String.format(words.formats(), "%d:%02d", seconds / 60, seconds % 60);
    }

    /** "7 minutes", "3 hours", "1 day": how long that is, in the largest unit that says it. */
    public String span(Duration exact) {
        var time = exact.plusSeconds(30);
        return time.toDays() > 0 ? words.get("time.days", time.toDays())
                : time.toHours() > 0 ? words.get("time.hours", time.toHours()) : words.get("time.span_minutes", time.toMinutes());
    }

    public Instant now() {
        return clock.instant();
    }

    /** Whether that has not been yet, by more than two clocks may differ: one of them is wrong. */
    public boolean isFuture(Instant instant) {
        return Duration.between(clock.instant(), instant).compareTo(FUTURE_TOLERANCE) > 0;
    }

    /** The same without counting minutes, for a result that does not get any newer by itself. */
    public String day(Instant instant) {
        if (isFuture(instant)) {
            return absolute(instant);
        }
        var then = instant.atZone(clock.getZone());
        var days = ChronoUnit.DAYS.between(
                then.toLocalDate(), clock.instant().atZone(clock.getZone()).toLocalDate());
        var time = time(then);
        if (days == 0) {
            return words.get("time.today", time);
        }
        if (days == 1) {
            return words.get("time.yesterday", time);
        }
        if (days > 1 && days < 7) {
            return words.get("time.weekday", then.getDayOfWeek().getDisplayName(TextStyle.FULL, words.formats()), time);
        }
        return words.get("time.date", date(then), time);
    }

    /** Date, time and zone, for details and tooltips. */
    public String absolute(Instant instant) {
        var then = instant.atZone(clock.getZone());
        // Summer and winter time differ by name: the hour that comes twice in autumn can be told apart.
        var zone = ZONE.withLocale(words.formats()).format(then);
        return words.get("time.absolute", date(then), time(then), zone);
    }

    private String date(ZonedDateTime then) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(words.formats()).format(then);
    }

    private String time(ZonedDateTime then) {
        // The narrow no-break space before AM and PM is missing in many fonts.
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(words.formats()).format(then)
                .replace('\u202f', '\u00a0');
    }
}
