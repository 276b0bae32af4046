package com.fitscheduler.frontdesk.backend;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The contract's rules of a push a second time, in the plainest words; and what no push may ever bring about. */
final class ModelRules {

    /**
     * A push as it was sent.
     *
     * @param kind    "connect", "sync" or "disconnect"
     * @param account "" for none
     * @param count   null unless a count succeeded
     */
    record Push(String desk, long seq, String kind, String connection, long base, Instant observedAt, Instant sentAt,
            String account, Long count) {}

    private static final Duration CLEARLY_WRONG = Duration.ofSeconds(30);

    String connection = "";
    String account = "";
    long epoch;
    Instant countedAt = Instant.MIN;
    long count = -1;
    final Map<String, Long> last = new HashMap<>();
    final Map<String, Long> changed = new HashMap<>();
    final Map<String, String> proposed = new HashMap<>();
    /** Which connection each desk has a login for. */
    final Map<String, String> logins = new HashMap<>();
    /** Connections whose end was acknowledged to whoever asked for it. */
    final Set<String> dead = new HashSet<>();

    ModelRules copy() {
        var copy = new ModelRules();
        copy.connection = connection;
        copy.account = account;
        copy.epoch = epoch;
        copy.countedAt = countedAt;
        copy.count = count;
        copy.last.putAll(last);
        copy.changed.putAll(changed);
        copy.proposed.putAll(proposed);
        copy.logins.putAll(logins);
        copy.dead.addAll(dead);
        return copy;
    }

    /** Takes it, and says what has to be answered. */
    String take(Push push, Instant now) {
        var before = last.getOrDefault(push.desk, 0L);
        if (push.seq <= before) {
            return push.seq == before ? "duplicate" : "stale";
        }
        var meant = push.connection.equals(proposed.get(push.desk)) ? connection : push.connection;
        var gyms = !connection.isEmpty() && connection.equals(meant);
        if (push.kind.equals("connect") && !gyms) {
            if (!connection.isEmpty() && push.account.equals(account)) {
                proposed.put(push.desk, push.connection);
                return taken(push, now, "joined");
            }
            if (changed.entrySet().stream().anyMatch(change -> !change.getKey().equals(push.desk) && change.getValue() > push.base)) {
                return "changed_elsewhere";
            }
            next(push, push.connection, push.account);
            return taken(push, now, "applied");
        }
        if (push.kind.equals("disconnect")) {
            dead.add(push.connection);
            last.put(push.desk, push.seq);
            if (!gyms) {
                return "superseded";
            }
            dead.add(connection);
            next(push, "", "");
            return "applied";
        }
        last.put(push.desk, push.seq);
        return gyms ? taken(push, now, "applied") : "superseded";
    }

    private void next(Push push, String to, String of) {
        connection = to;
        account = of;
        epoch++;
        changed.put(push.desk, epoch);
        proposed.clear();
        logins.clear();
        countedAt = Instant.MIN;
        count = -1;
    }

    private String taken(Push push, Instant now, String outcome) {
        last.put(push.desk, push.seq);
        logins.put(push.desk, connection);
        var skew = Duration.between(push.sentAt, now);
        var seen = skew.abs().compareTo(CLEARLY_WRONG) > 0 ? push.observedAt.plus(skew) : push.observedAt;
        var at = seen.isAfter(now) ? now : seen;
        if (push.count != null && !at.isBefore(countedAt)) {
            countedAt = at;
            count = push.count;
        }
        return outcome;
    }

    /** Whether the gym would still take a change of that desk under that id. */
    boolean uses(String desk, String id) {
        return id.equals(connection) || !connection.isEmpty() && Objects.equals(proposed.get(desk), id);
    }

    @Override
    public String toString() {
        return "epoch " + epoch + ", connection " + connection + ", count " + count + ", last " + last + ", changed " + changed;
    }
}
