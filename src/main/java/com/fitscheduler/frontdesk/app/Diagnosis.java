package com.fitscheduler.frontdesk.app;

import com.fitscheduler.frontdesk.desktop.Folders;
import com.fitscheduler.frontdesk.desktop.Redactor;
import com.fitscheduler.frontdesk.diagnosis.Doctor;
import com.fitscheduler.frontdesk.diagnosis.Doctor.Check;
import com.fitscheduler.frontdesk.diagnosis.Doctor.Look;
import com.fitscheduler.frontdesk.diagnosis.Doctor.Skipped;
import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.Finding.Why;
import com.fitscheduler.frontdesk.diagnosis.Looks;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.http.Addresses;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.ui.Words;
import com.fitscheduler.frontdesk.ui.support.FindingWords;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The one doctor and the one support file, for the window and for commands; in every state of the program, so each part
 * may be missing. Methods block.
 *
 * @param settings    empty in practice mode, and where they cannot be used
 * @param reach       empty where the settings cannot be used
 * @param credentials empty where none can be reached
 * @param desk        empty where the data cannot be opened
 * @param trouble     what keeps the data from being opened
 */
record Diagnosis(Folders folders, Words words, Clock clock, BooleanSupplier offline, Optional<Settings> settings,
        Optional<World.Reach> reach, Optional<CredentialStore> credentials, Optional<FrontDesk> desk, Optional<Problem> trouble) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The keychain and a count take 20 seconds each at most, and say why. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(45);
    private static final URI OUTSIDE = URI.create("https://services.leadconnectorhq.com");
    /** Whoever asks there without a login is told so, in a few bytes. */
    private static final String ASKED = "/contacts/search";

    static Diagnosis of(FrontDesk desk, Folders folders, Optional<Settings> settings, Words words, Clock clock) {
        var world = desk.world();
        return new Diagnosis(folders, words, clock, world.offline(), settings, Optional.of(world.reach()),
                Optional.of(desk.credentials()), Optional.of(desk), Optional.empty());
    }

    /** What checks are called after. */
    String integrationId() {
        return Catalogue.LEADCONNECTOR.id();
    }

    /** Looks at one link after the other; {@code found} hears of each finding at once. */
    List<Finding> examine(Consumer<Finding> found) throws InterruptedException {
        var clockError = new AtomicReference<Optional<Duration>>(Optional.empty());
        try (var http = new JsonHttp(PATIENCE, offline, clock)) {
            http.compareClocks(error -> clockError.accumulateAndGet(Optional.of(error), Diagnosis::worse));
            desk.ifPresent(open -> http.signInAtProxies(open.proxySignIn()));
            return new Doctor(List.of(
                    new Check(Link.INTERNET, PATIENCE, Looks.internet(offline, targets())),
                    new Check(Link.LEADCONNECTOR, PATIENCE.plusSeconds(2), leadConnector(http)),
                    new Check(Link.SIGN_IN, LONG_PATIENCE, this::signIn),
                    new Check(Link.SERVICE, PATIENCE.plusSeconds(2), Looks.service(http, backend())),
                    new Check(Link.KEYCHAIN, LONG_PATIENCE, this::keychain),
                    new Check(Link.DISK, PATIENCE, this::disk),
                    new Check(Link.CLOCK, PATIENCE, Looks.clock(clockError::get)))).examine(found);
        }
    }

    private static Optional<Duration> worse(Optional<Duration> one, Optional<Duration> other) {
        return one.filter(error -> other.filter(more -> more.abs().compareTo(error.abs()) > 0).isEmpty()).or(() -> other);
    }

    private List<URI> targets() {
        return reach.map(known -> known.backend().map(backend -> List.of(known.leadConnector(), backend))
                .orElse(List.of(known.leadConnector()))).orElse(List.of(OUTSIDE));
    }

    private Optional<URI> backend() {
        return reach.flatMap(World.Reach::backend).map(address -> Addresses.at(address, "/integrations"));
    }

    private Look leadConnector(JsonHttp http) {
        if (reach.isEmpty()) {
            return () -> {
                throw new Skipped(Why.NOT_SET_UP);
            };
        }
        return Looks.leadConnector(http, Addresses.at(reach.get().leadConnector(), ASKED));
    }

    private String signIn() throws IntegrationException, InterruptedException, Skipped {
        if (desk.isEmpty()) {
            throw new Skipped(Why.NOT_KNOWN);
        }
        var contacts = desk.get().service().trial(integrationId());
        if (contacts.isEmpty()) {
            throw new Skipped(Why.NOT_CONNECTED);
        }
        return words.get("activity.contacts", contacts.getAsLong());
    }

    private String keychain() throws IntegrationException, InterruptedException, Skipped {
        if (credentials.isEmpty()) {
            throw new Skipped(Why.NOT_SET_UP);
        }
        credentials.get().probe();
        return "";
    }

    private String disk() throws IntegrationException, InterruptedException, Skipped {
        if (trouble.isPresent()) {
            throw new IntegrationException(trouble.get(), "the data cannot be opened");
        }
        return Looks.disk(folders.data()).take();
    }

    /** Collects what goes into a support file; what was found before is one of its parts. */
    SupportFile supportFile(List<Finding> found) throws InterruptedException {
        var said = new FindingWords(words, integrationId());
        var parts = new SupportParts(folders, settings, desk).parts(found.stream().map(said::line).toList());
        return SupportFile.collect(parts, SupportParts::redacted, Redactor.REMOVED,
                List.of(words.get("support.left_out.logins"), words.get("support.left_out.contacts"),
                        words.get("support.left_out.database")), clock.instant());
    }
}
