package com.fitscheduler.frontdesk.backend;

import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.integration.Card;
import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.ConnectionStore;
import com.fitscheduler.frontdesk.integration.CredentialStore;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.IntegrationService;
import com.fitscheduler.frontdesk.integration.ManualEntry;
import com.fitscheduler.frontdesk.integration.PendingChange.Connect;
import com.fitscheduler.frontdesk.integration.Place;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.storage.SqliteConnectionStore;
import com.fitscheduler.frontdesk.testsupport.FakeContactSource;
import com.fitscheduler.frontdesk.testsupport.FakeSession;
import com.fitscheduler.frontdesk.testsupport.InMemoryCredentialStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One desk of a model run: its real file, service and rounds, that a kill may end between any two steps. */
final class ModelDesk implements AutoCloseable {

    static final String ID = "leadconnector";

    /** What is stored in place of {@code after}. */
    interface Plant {
        Card stored(Card before, Card after, boolean acknowledging);
    }

    /** The process ended here. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Path file;
    private final String name;
    private final ModelGym gym;
    private final JsonHttp http;
    private final Clock clock;
    private final InMemoryCredentialStore keychain = new InMemoryCredentialStore();
    private final FakeContactSource source = new FakeContactSource();
    private SqliteConnectionStore disk;
    private IntegrationService service;
    private Round round;
    private UUID id;
    /** How many steps the process still has; negative for no end. */
    private int life = -1;
    /** Whether a person is ending a connection here, so that it may end. */
    private boolean ending;
    /** A fault put into the desk: what becomes of a card that is being stored. */
    Plant plant = (_, after, _) -> after;
    private boolean acknowledging;
    Problem verdict;

    ModelDesk(Path file, String name, ModelGym gym, JsonHttp http, Clock clock) throws IntegrationException {
        this.file = file;
        this.name = name;
        this.gym = gym;
        this.http = http;
        this.clock = clock;
        disk = SqliteConnectionStore.open(file);
    }

    /** At the gym of a new script, with nothing. */
    void begin() throws IntegrationException {
        keychain.logins.clear();
        id = disk.renameDesk();
        build();
    }

    String id() {
        return id.toString();
    }

    Card card() throws IntegrationException {
        return disk.load(key());
    }

    boolean hasLogin() {
        return keychain.logins.containsKey(key());
    }

    private CardKey key() {
        return new CardKey(gym.gym.toString(), ID);
    }

    private void build() {
        var place = new Place(gym.gym.toString(), "Riverside Gym", name);
        var store = mortal(ConnectionStore.class, disk);
        life = -1;
        verdict = null;
        acknowledging = false;
        service = new IntegrationService(place, Map.of(ID, source), mortal(CredentialStore.class, keychain), store, clock);
        round = new Round(store, new BackendClient(http, gym.address(), "", new FakeSession(), clock), place, clock, new Rests(new Random(1)));
    }

    void restart() throws IntegrationException {
        disk.close();
        disk = SqliteConnectionStore.open(file);
        build();
    }

    /** Does it, and ends the process after so many steps of it. */
    void killed(int steps, Act act) throws Exception {
        life = steps;
        try {
            act.run();
        } catch (Killed e) {
            restart();
        } finally {
            life = -1;
            ending = false;
        }
    }

    /** Something that a person or the program does. */
    interface Act {
        void run() throws Exception;
    }

    void connect(String account, long contacts) throws Exception {
        source.fails = null;
        source.contacts = contacts;
        ending = true;
        service.keep(service.test(ID, new ManualEntry("token of " + account, account), _ -> {}));
        ending = false;
    }

    void sync(long contacts) throws Exception {
        source.fails = null;
        source.contacts = contacts;
        service.sync(ID);
    }

    void fail(Problem problem) throws Exception {
        source.fails = problem;
        service.sync(ID);
    }

    void disconnect() throws Exception {
        ending = true;
        service.disconnect(ID);
        ending = false;
    }

    /** Whether a person has to say which of two changes stands. */
    boolean undecided() throws IntegrationException {
        return verdict == Problem.CHANGED_ELSEWHERE && card().waiting() instanceof Connect;
    }

    void decide(boolean ours) throws Exception {
        if (!undecided()) {
            return;
        }
        if (ours) {
            service.applyOurs(ID);
        } else {
            ending = true;
            service.keepTheirs(ID);
            ending = false;
        }
    }

    void round() throws InterruptedException {
        round.run(new Delivery.Listener() {
            @Override
            public void answered(Instant at) {}

            @Override
            public void verdict(CardKey key, Problem why) {
                verdict = why;
            }

            @Override
            public void acknowledged() {
                acknowledging = true;
            }
        });
    }

    /** What a desk does by itself about what a kill left behind. */
    void mend() throws Exception {
        service.sweep(ID);
        service.recover(ID, () -> {});
    }

    private <T> T mortal(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, words) -> {
            step();
            try {
                if (method.getName().equals("change")) {
                    @SuppressWarnings("unchecked")
                    var change = (UnaryOperator<Card>) words[1];
                    words[1] = (UnaryOperator<Card>) before -> {
                        var after = plant.stored(before, change.apply(before), acknowledging);
                        acknowledging = false;
                        check(before, after);
                        return after;
                    };
                }
                return method.invoke(real, words);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                step();
            }
        }));
    }

    private void step() {
        if (life > 0 && --life == 0) {
            throw new Killed();
        }
    }

    /** What no stored card may become. */
    private void check(Card before, Card after) {
        var held = before.connection().held();
        gym.hold(after.opSeq() >= before.opSeq(), name + ": numbers went back");
        if (held.isEmpty()) {
            return;
        }
        var link = held.get();
        var now = after.connection().held();
        if (now.filter(link::isSameAs).isPresent()) {
            gym.hold(!after.connection().lastCount().orElseThrow().at().isBefore(before.connection().lastCount().orElseThrow().at()),
                    name + ": the last good count went back");
        }
        if (now.isEmpty() && !ending) {
            var answered = before.waiting() == null || gym.rules.last.getOrDefault(id(), 0L) >= before.waiting().stamp().opSeq();
            gym.hold(answered, name + " gave its login up while something waited");
            gym.hold(before.waiting() != null || before.confirmed() > 0, name + " gave up a login that was never acknowledged");
            gym.hold(before.waiting() != null || after.shared().epoch() > before.confirmed(), name + " gave its login up for a lower epoch");
            gym.hold(!gym.rules.uses(id(), link.id().toString()), name + " gave up a login that the gym still uses");
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}
