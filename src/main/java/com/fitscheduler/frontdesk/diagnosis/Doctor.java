package com.fitscheduler.frontdesk.diagnosis;

import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.Finding.Outcome;
import com.fitscheduler.frontdesk.diagnosis.Finding.Why;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at one link after the other on the way from this computer to the services; the first that failed is the cause. */
public final class Doctor {

    private static final System.Logger LOG = System.getLogger(Doctor.class.getName());
    /** What a link is worth nothing without. */
    private static final Map<Link, List<Link>> NEEDS = Map.of(
            Link.LEADCONNECTOR, List.of(Link.INTERNET),
            Link.SIGN_IN, List.of(Link.INTERNET, Link.LEADCONNECTOR),
            Link.SERVICE, List.of(Link.INTERNET));

    /** One look. */
    @FunctionalInterface
    public interface Look {
        /** Returns what else is known, or an empty text. */
        String take() throws IntegrationException, InterruptedException, Skipped;
    }

    /** There is nothing to look at. */
    public static final class Skipped extends Exception {

        private final Why why;

        public Skipped(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    /**
     * A look at a link.
     *
     * @param deadline after which it counts as {@link Problem#TIMED_OUT}
     */
    public record Check(Link link, Duration deadline, Look look) {}

    private final List<Check> checks;

    /** @param checks in the order in which they are made */
    public Doctor(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Makes every check; blocks until the last is over or its time is. Interrupting the caller ends it.
     *
     * @param found hears of each finding at once, on the caller's thread
     */
    public List<Finding> examine(Consumer<Finding> found) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var check : checks) {
            var finding = lacks(check.link(), findings) ? Finding.skipped(check.link(), Why.EARLIER) : look(check);
            findings.add(finding);
            found.accept(finding);
        }
        return List.copyOf(findings);
    }

    /** The cause of the trouble; empty if nothing failed. */
    public static Optional<Finding> cause(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.outcome() == Outcome.FAILED).findFirst();
    }

    private static boolean lacks(Link link, List<Finding> before) {
        var needs = NEEDS.getOrDefault(link, List.of());
        return before.stream().anyMatch(finding -> needs.contains(finding.link()) && finding.outcome() == Outcome.FAILED);
    }

    private static Finding look(Check check) throws InterruptedException {
        var link = check.link();
        var look = new FutureTask<>(check.look()::take);
        // On a thread of its own: the look-up of a name cannot be interrupted, and need not be waited for.
        Thread.ofVirtual().name("check " + link).start(look);
        try {
            return Finding.ok(link, look.get(check.deadline().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Finding.failed(link, Problem.TIMED_OUT, "");
        } catch (ExecutionException e) {
            return of(link, e.getCause());
        } finally {
            look.cancel(true);
        }
    }

    private static Finding of(Link link, @Nullable Throwable failure) {
        if (failure instanceof Skipped skipped) {
            return Finding.skipped(link, skipped.why);
        }
        if (failure instanceof IntegrationException e) {
            LOG.log(System.Logger.Level.INFO, "{0} failed: {1}", link, e.getMessage());
            return Finding.failed(link, e.problem(), "");
        }
        LOG.log(System.Logger.Level.ERROR, "a check ended by a fault", failure);
        return Finding.failed(link, Problem.UNEXPECTED, "");
    }
}
