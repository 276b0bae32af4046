package com.fitscheduler.frontdesk.keychain;

import com.fitscheduler.frontdesk.integration.CardKey;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Login;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;

/**
 * What {@link KeychainIT} runs as a process of its own, beside a keyring of its own that it may ruin: one bad state, and
 * in a word per step what came of it.
 */
final class KeychainChild {

    static final CardKey KEY = new CardKey("gym-1", "leadconnector");

    private static final Logger LIBRARY = Logger.getLogger("org.freedesktop");
    private static final Login OLD = KeychainCredentialStoreTest.login("old");
    private static final Login NEW = KeychainCredentialStoreTest.login("new");

    private final Keyring keyring = new Keyring();
    private final Duration deadline;
    private final KeychainCredentialStore store;

    private KeychainChild(Duration deadline) {
        this.deadline = deadline;
        this.store = new KeychainCredentialStore(new OsVault(deadline), "it");
    }

    public static void main(String[] arguments) throws Exception {
        LIBRARY.setLevel(Level.OFF);
        var patience = Duration.ofSeconds(arguments[0].endsWith("Unanswered") ? 2 : 20);
        var child = new KeychainChild(patience);
        switch (arguments[0]) {
            case "none" -> child.none();
            case "locked" -> child.locked();
            case "promptUnanswered" -> child.promptUnanswered();
            case "busUnanswered" -> child.busUnanswered();
            case "silent" -> child.silent();
            case "killedWhileACallWaits" -> child.killedWhileACallWaits();
            case "busGone" -> child.busGone();
            case "rotate" -> child.rotate(Integer.parseInt(arguments[1]));
            case "promptNobody" -> promptNobody();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        var began = System.nanoTime();
        child.store.close();
        var closing = Duration.ofNanos(System.nanoTime() - began);
        say(closing.compareTo(Duration.ofSeconds(3)) < 0 ? "closed" : "closing took " + closing);
        say("exit");
        System.exit(0);
    }

    private void none() throws InterruptedException {
        for (var i = 0; i < 30; i++) {
            problem(() -> store.load(KEY));
        }
        problem(() -> store.load(KEY), "load");
        problem(() -> {
            store.probe();
            return "works";
        }, "probe");
        sayThreads();
    }

    private void locked() throws Exception {
        store.save(KEY, OLD);
        keyring.lock();
        for (var i = 0; i < 15; i++) {
            problem(() -> store.load(KEY));
        }
        everyCall();
        sayThreads();
        keyring.restart();
        sayWhatIsThere();
    }

    private void promptUnanswered() throws Exception {
        store.save(KEY, OLD);
        var program = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-cp", System.getProperty("java.class.path"), KeychainChild.class.getName(), "promptNobody").start();
        // It has the name now.
        program.getInputStream().read();
        keyring.signal("STOP", program.pid());
        keyring.lock();
        loadInTime();
        program.destroyForcibly();
    }

    private void busUnanswered() throws Exception {
        store.save(KEY, OLD);
        var bus = keyring.bus();
        keyring.signal("STOP", bus);
        loadInTime();
        keyring.signal("CONT", bus);
    }

    private void loadInTime() {
        var began = System.nanoTime();
        problem(() -> store.load(KEY), "load");
        var waited = Duration.ofNanos(System.nanoTime() - began);
        say(waited.compareTo(deadline.plusSeconds(3)) < 0 ? "in time" : "waited " + waited);
    }

    /** A program that is asked to show the prompt and never does. */
    private static void promptNobody() throws Exception {
        var bus = DBusConnectionBuilder.forSessionBus().withShared(false).build();
        bus.requestBusName("org.gnome.keyring.SystemPrompter");
        say("there");
        Thread.sleep(Duration.ofMinutes(5));
    }

    private void silent() throws Exception {
        store.save(KEY, OLD);
        var daemon = keyring.daemon();
        keyring.signal("STOP", daemon);
        problem(() -> store.load(KEY), "load");
        problem(() -> store.load(KEY), "again");
        sayThreads();
        keyring.signal("CONT", daemon);
        sayWhatIsThere();
    }

    private void killedWhileACallWaits() throws Exception {
        store.save(KEY, OLD);
        var daemon = keyring.daemon();
        keyring.signal("STOP", daemon);
        var killer = Thread.ofVirtual().start(() -> {
            try {
                TimeUnit.SECONDS.sleep(1);
                keyring.signal("KILL", daemon);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        // The bus starts another daemon by itself, which is locked.
        problem(() -> store.load(KEY), "load");
        killer.join();
        keyring.restart();
        sayWhatIsThere();
    }

    private void busGone() throws Exception {
        store.save(KEY, OLD);
        keyring.killBus();
        everyCall();
        sayThreads();
        keyring.restartBus();
        sayWhatIsThere();
    }

    private void rotate(int from) throws Exception {
        for (var number = from; ; number++) {
            store.save(KEY, login(number));
            say("saved " + number);
        }
    }

    /** Of one to four parts. */
    static Login login(int number) {
        return KeychainCredentialStoreTest.login(number + "-" + "x".repeat(number % 4 * Slot.PART));
    }

    private void everyCall() {
        problem(() -> store.load(KEY), "load");
        problem(() -> {
            store.save(KEY, NEW);
            return "saved";
        }, "save");
        problem(() -> {
            store.delete(KEY);
            return "deleted";
        }, "delete");
    }

    private void sayWhatIsThere() throws Exception {
        say(store.load(KEY).map(login -> login.equals(OLD) ? "kept" : "changed").orElse("lost"));
        store.delete(KEY);
    }

    /** dbus-java has one of these for each connection; the last one may be about to end. */
    private static void sayThreads() throws InterruptedException {
        var left = 0;
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("DBus Sender") && !thread.join(Duration.ofSeconds(2))) {
                left++;
            }
        }
        say(left == 0 ? "no threads left" : left + " threads left");
    }

    private static void problem(Callable<?> call, String step) {
        say(step + " " + problem(call));
    }

    private static String problem(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (IntegrationException e) {
            return e.problem().toString();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
