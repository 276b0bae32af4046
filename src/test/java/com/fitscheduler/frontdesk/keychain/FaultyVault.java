package com.fitscheduler.frontdesk.keychain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps entries in memory and goes wrong at the operation it is told to. */
public final class FaultyVault implements Vault {

    public enum Fault {
        /** The operation fails and has no effect; later ones work. */
        FAILS,
        /** The operation takes effect but is reported as failed; later ones work. */
        FAILS_AFTERWARDS,
        /** Like an interrupted caller: no effect, later ones work. */
        INTERRUPTED,
        /** The program ends before the operation. */
        KILLED,
        /** The program ends right after the operation. */
        KILLED_AFTERWARDS,
        /** From this operation on everything fails: the person locked the keychain. */
        LOCKED,
        /** The operation is reported as done and was not (a read answers "absent"). */
        SILENT
    }

    /** Stands for the end of the process: nothing of ours may catch it. */
    public static final class Killed extends Error {
        public Killed() {
            super("killed", null, false, false);
        }
    }

    final Map<String, String> entries;
    /** Names that somebody else gave a second value. */
    final Set<String> twice = new HashSet<>();
    private TreeMap<String, String> stale;
    private Fault fault;
    private int left = -1;
    public int operations;
    boolean closed;

    public FaultyVault() {
        this(new TreeMap<>());
    }

    /** @param entries what is left by those before, and for those after */
    public FaultyVault(Map<String, String> entries) {
        this.entries = entries;
    }

    /** @param operation 0 is the next one */
    public void breakAt(int operation, Fault fault) {
        this.left = operation;
        this.fault = fault;
    }

    public void mend() {
        left = -1;
        fault = null;
        stale = null;
        operations = 0;
    }

    /** Reads answer what is there now, whatever is written later. */
    void readStale() {
        stale = new TreeMap<>(entries);
    }

    @Override
    public Optional<String> get(String account) throws IntegrationException, InterruptedException {
        var silent = before();
        if (!silent && twice.contains(account)) {
            throw new IntegrationException(Problem.LOGIN_DAMAGED, "exists twice");
        }
        var value = silent ? null : (stale == null ? entries : stale).get(account);
        after();
        return Optional.ofNullable(value);
    }

    @Override
    public void set(String account, String value) throws IntegrationException, InterruptedException {
        Vault.check(value);
        if (!account.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new AssertionError("not plain ASCII: " + account);
        }
        if (!before()) {
            // Half a surrogate pair does not survive the way into a real one.
            entries.put(account, new String(value.getBytes(UTF_8), UTF_8));
        }
        after();
    }

    @Override
    public void delete(String account) throws IntegrationException, InterruptedException {
        if (!before()) {
            entries.remove(account);
            twice.remove(account);
        }
        after();
    }

    @Override
    public boolean opensUnasked() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    private boolean before() throws IntegrationException, InterruptedException {
        operations++;
        left--;
        if (fault == null || left > -1 || (left < -1 && fault != Fault.LOCKED && fault != Fault.KILLED)) {
            return false;
        }
        return switch (fault) {
            case FAILS, LOCKED -> throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "told to fail");
            case INTERRUPTED -> throw new InterruptedException();
            case KILLED -> throw new Killed();
            case SILENT -> true;
            case FAILS_AFTERWARDS, KILLED_AFTERWARDS -> false;
        };
    }

    private void after() throws IntegrationException {
        if (left == -1 && fault == Fault.FAILS_AFTERWARDS) {
            throw new IntegrationException(Problem.KEYCHAIN_LOCKED, "told to fail");
        }
        if (left == -1 && fault == Fault.KILLED_AFTERWARDS) {
            throw new Killed();
        }
    }
}
