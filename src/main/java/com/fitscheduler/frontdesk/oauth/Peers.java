package com.fitscheduler.frontdesk.oauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which account of this computer is at the other end of a loopback connection. Linux says it in {@code /proc/net/tcp} (see
 * proc(5)); where nothing says it, everybody is taken for this one.
 */
final class Peers {

    private static final Path OWN = Path.of("/proc/self");
    private static final String TIME_WAIT = "06";
    private static final int TRIES = 3;

    private final List<Path> tables;
    private final Optional<Integer> own;

    Peers(List<Path> tables, Optional<Integer> own) {
        this.tables = tables;
        this.own = own;
    }

    static Peers ofThisSystem() {
        return new Peers(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")), owner());
    }

    private static Optional<Integer> owner() {
        try {
            return Files.exists(OWN) ? Optional.of((Integer) Files.getAttribute(OWN, "unix:uid")) : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            log("the account of this program is not known", e);
            return Optional.empty();
        }
    }

    /** Whether it is surely not another account: the connection is this one's, or this system does not say. */
    boolean mayBeOurs(InetSocketAddress peer, InetSocketAddress here) {
        if (own.isEmpty()) {
            return true;
        }
        try {
            // The table is not read in one piece: a line can be missed while others come and go.
            for (var i = 0; i < TRIES; i++) {
                var account = account(peer, here);
                if (account.isPresent()) {
                    return account.equals(own);
                }
            }
            // Gone, so nobody will read the answer; or the one thing we must not do is guess.
            return false;
        } catch (IOException e) {
            log("the table of connections cannot be read", e);
            return true;
        }
    }

    private Optional<Integer> account(InetSocketAddress peer, InetSocketAddress here) throws IOException {
        for (var table : tables) {
            if (Files.exists(table)) {
                for (var line : Files.readAllLines(table)) {
                    var cells = line.strip().split("\\s+", -1);
                    if (cells.length > 7 && isAt(cells[1], peer) && isAt(cells[2], here) && !cells[3].equals(TIME_WAIT)) {
                        return Optional.of(Integer.valueOf(cells[7]));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(String cell, InetSocketAddress address) {
        var port = String.format(":%04X", address.getPort());
        var host = hex(address.getAddress());
        // An IPv4 connection of a program that speaks both stands in the other table, as ::ffff:127.0.0.1.
        return cell.equals(host + port) || (host.length() == 8 && cell.equals("0000000000000000" + words(new byte[] {0, 0, -1, -1})
                + host + port));
    }

    private static String hex(InetAddress address) {
        return words(address.getAddress());
    }

    /** Each four bytes as one number of this machine. */
    private static String words(byte[] bytes) {
        var ordered = bytes.clone();
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (var i = 0; i < bytes.length; i++) {
                ordered[i] = bytes[i - i % 4 + 3 - i % 4];
            }
        }
        return HexFormat.of().withUpperCase().formatHex(ordered);
    }

    private static void log(String what, Exception e) {
        System.getLogger(Peers.class.getName()).log(System.Logger.Level.DEBUG, what, e);
    }
}
