package com.fitscheduler.frontdesk.diagnosis;

import com.fitscheduler.frontdesk.diagnosis.Doctor.Look;
import com.fitscheduler.frontdesk.diagnosis.Doctor.Skipped;
import com.fitscheduler.frontdesk.diagnosis.Finding.Why;
import com.fitscheduler.frontdesk.http.Answer;
import com.fitscheduler.frontdesk.http.JsonHttp;
import com.fitscheduler.frontdesk.http.Proxies;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How the doctor looks at what any such program stands on. */
public final class Looks {

    private static final int PROXY_PATIENCE_MILLIS = 5_000;
    private static final int SERVER_FAULT = 500;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TRIAL_BYTES = 256 * 1024;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private Looks() {}

    /**
     * A network card is up, and the proxy answers or a name can be looked up. Says the proxy's address.
     *
     * @param targets addresses outside of this network
     */
    public static Look internet(BooleanSupplier surelyOffline, List<URI> targets) {
        return () -> {
            if (surelyOffline.getAsBoolean()) {
                throw new IntegrationException(Problem.OFFLINE, "no network card is up");
            }
            for (var target : targets) {
                var proxy = Proxies.to(target);
                if (proxy.isPresent() ? answers(proxy.get()) : isKnown(target.getHost())) {
                    return proxy.map(URI::toString).orElse("");
                }
            }
            throw new IntegrationException(Problem.OFFLINE, "neither a proxy nor a name server answers");
        };
    }

    private static boolean answers(URI proxy) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(proxy.getHost(), Math.max(proxy.getPort(), 80)), PROXY_PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isKnown(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** LeadConnector says something, whatever it is, to a question without a login. */
    public static Look leadConnector(JsonHttp http, URI address) {
        return () -> {
            var answer = http.send("GET", address, Map.of(), null);
            if (answer.status() >= SERVER_FAULT) {
                throw new IntegrationException(Problem.SERVICE_FAULT, "answered " + answer);
            }
            if (answer.status() == FORBIDDEN && answer.isPage()) {
                throw new IntegrationException(Problem.REQUEST_BLOCKED, "answered " + answer);
            }
            return "";
        };
    }

    /** The shared service says something to a question without a login, and is there. */
    public static Look service(JsonHttp http, Optional<URI> address) {
        return () -> {
            if (address.isEmpty()) {
                throw new Skipped(Why.NOT_SET_UP);
            }
            var answer = asked(http, address.get());
            if (answer.status() >= SERVER_FAULT || answer.status() == NOT_FOUND) {
                throw new IntegrationException(Problem.NOT_SHARED, "answered " + answer);
            }
            return "";
        };
    }

    private static Answer asked(JsonHttp http, URI address) throws IntegrationException, InterruptedException {
        try {
            return http.send("GET", address, Map.of(), null);
        } catch (IntegrationException e) {
            // Of these the words speak of LeadConnector.
            throw e.problem() == Problem.UNREACHABLE || e.problem() == Problem.TIMED_OUT || e.problem() == Problem.UNEXPECTED_ANSWER
                    ? new IntegrationException(Problem.NOT_SHARED, String.valueOf(e.getMessage())) : e;
        }
    }

    /** So much can be written into that folder, and the disk says that it has it. */
    public static Look disk(Path folder) {
        return () -> {
            try {
                var trial = Files.createTempFile(folder, "trial", null);
                try (var channel = FileChannel.open(trial, StandardOpenOption.WRITE)) {
                    var bytes = ByteBuffer.allocate(TRIAL_BYTES);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                } finally {
                    Files.deleteIfExists(trial);
                }
                return "";
            } catch (IOException e) {
                throw new IntegrationException(Problem.CANNOT_WRITE, "the folder takes nothing", e);
            }
        };
    }

    /**
     * This computer's clock says about what the servers' say.
     *
     * @param error how far the clock is off, as far as anybody said; positive if it is ahead
     */
    public static Look clock(Supplier<Optional<Duration>> error) {
        return () -> {
            var off = error.get();
            if (off.isEmpty()) {
                throw new Skipped(Why.NOT_KNOWN);
            }
            if (off.get().abs().compareTo(CLOCK_TOLERANCE) > 0) {
                throw new IntegrationException(Problem.CLOCK_WRONG, "off by " + off.get());
            }
            return "";
        };
    }
}
