package com.fitscheduler.frontdesk.desktop;

import java.net.NetworkInterface;
import java.net.SocketException;

/** What the network cards can tell. */
public final class Network {

    private Network() {}

    /**
     * Whether no network card but the loopback is up with an address. A card that is up proves nothing; only an answer
     * from outside does.
     */
    public static boolean surelyOffline() {
        try {
            return NetworkInterface.networkInterfaces().noneMatch(card -> {
                try {
                    return card.isUp() && !card.isLoopback() && card.inetAddresses().findAny().isPresent();
                } catch (SocketException e) {
                    // A card that went away while it was asked.
                    return false;
                }
            });
        } catch (SocketException e) {
            System.getLogger(Network.class.getName()).log(System.Logger.Level.DEBUG, "network cards cannot be listed", e);
            return false;
        }
    }
}
