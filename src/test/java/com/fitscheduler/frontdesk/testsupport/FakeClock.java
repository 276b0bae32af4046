package com.fitscheduler.frontdesk.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands until it is moved. */
public final class FakeClock extends Clock {

    private final ZoneId zone;
    private Instant now;

    public FakeClock(String now, String zone) {
        this.now = Instant.parse(now);
        this.zone = ZoneId.of(zone);
    }

    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new FakeClock(now.toString(), other.getId());
    }

    @Override
    public Instant instant() {
        return now;
    }
}
