package com.fitscheduler.frontdesk.desktop;

import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** What the network cards can tell. */
public final class Network {

    private Network() {}

    /** Through which proxy that address is reached, as host and port; empty for none. May block. */
    public static Optional<String> proxy(URI address) {
        var selector = ProxySelector.getDefault();
        return selector == null ? Optional.empty() : selector.select(address).stream().map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance).map(InetSocketAddress.class::cast)
                .map(proxy -> proxy.getHostString() + ":" + proxy.getPort()).findFirst();
    }

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
