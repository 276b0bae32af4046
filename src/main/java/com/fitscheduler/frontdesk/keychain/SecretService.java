package com.fitscheduler.frontdesk.keychain;

import com.github.javakeyring.internal.freedesktop.SimpleCollection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.secret.Service;
import org.freedesktop.secret.Static;
import org.freedesktop.secret.handlers.MessageHandler;
import org.freedesktop.secret.handlers.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * What java-keyring does not tell about the Secret Service, and what its libraries do not let go of. A lock, a daemon
 * that died and one that never was end in the same exceptions there, and an opening that fails leaves threads behind.
 */
final class SecretService {

    private static final System.Logger LOG = System.getLogger(SecretService.class.getName());
    private static final String BUS = "org.freedesktop.DBus";

    private SecretService() {}

    /**
     * Asked on a connection of its own and without a prompt. Each of at most four answers is awaited for two seconds;
     * connecting has no limit of its own.
     */
    static Session.State state() {
        try {
            var connection = DBusConnectionBuilder.forSessionBus().withShared(false).build();
            try {
                return state(new MessageHandler(connection));
            } finally {
                forgetUnanswered(connection);
                connection.close();
            }
        } catch (DBusException | IOException | RuntimeException e) {
            return Session.State.NONE;
        }
    }

    private static Session.State state(MessageHandler bus) {
        var owned = ask(bus, "NameHasOwner", "s", Static.Service.SECRETS);
        if (owned == null) {
            return Session.State.SILENT;
        }
        if (!Boolean.TRUE.equals(owned) && !isStartable(bus)) {
            return Session.State.NONE;
        }
        var locked = bus.getProperty(Static.Service.SECRETS, Static.ObjectPaths.DEFAULT_COLLECTION,
                Static.Interfaces.COLLECTION, "Locked");
        if (locked != null) {
            return Boolean.TRUE.equals(locked.getValue()) ? Session.State.LOCKED : Session.State.OPEN;
        }
        var collections = bus.getProperty(
                Static.Service.SECRETS, Static.ObjectPaths.SECRETS, Static.Interfaces.SERVICE, "Collections");
        return collections == null ? Session.State.SILENT : Session.State.NONE;
    }

    private static boolean isStartable(MessageHandler bus) {
        return ask(bus, "ListActivatableNames", "") instanceof Object[] names
                && List.of(names).contains(Static.Service.SECRETS);
    }

    private static @Nullable Object ask(MessageHandler bus, String method, String signature, Object... arguments) {
        var answer = bus.send(BUS, "/org/freedesktop/DBus", BUS, method, signature, arguments);
        return answer == null || answer.length == 0 ? null : answer[0];
    }

    /** To be called before such a session is closed. */
    static void beforeClosing(SimpleCollection session) {
        try {
            forgetUnanswered(((Service) field(session, "service")).getConnection());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a keychain session may not close: {0}", e.getClass().getName());
        }
    }

    /** dbus-java stops closing, with its threads and its socket open, at the first call that was never answered. */
    private static void forgetUnanswered(AbstractConnection connection) {
        try {
            var calls = AbstractConnection.class.getDeclaredField("pendingCalls");
            calls.setAccessible(true);
            ((Map<?, ?>) calls.get(connection)).clear();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a connection may not close: {0}", e.getClass().getName());
        }
    }

    /**
     * secret-service hears the answer to a prompt on the first connection of the process only; on every later one it
     * waits two minutes for what has long been said. It believes to be registered, and offers no way to tell it.
     */
    static void listenAgain() {
        try {
            ((List<?>) field(SignalHandler.getInstance(), "registered")).clear();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "a prompt may now be answered late: {0}", e.getClass().getName());
        }
    }

    static Object field(Object of, String name) throws ReflectiveOperationException {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
