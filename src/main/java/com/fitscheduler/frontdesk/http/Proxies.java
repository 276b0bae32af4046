package com.fitscheduler.frontdesk.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/** The way out of this network, as the operating system has it. */
public final class Proxies {

    private Proxies() {}

    /**
     * Goes by the operating system's setting from now on, and may sign in at a proxy. Has an effect only before anything
     * else of Java's networking was used.
     */
    public static void followSystem() {
        System.setProperty("java.net.useSystemProxies", "true");
        // Java refuses to say a password to a proxy of https unless it is asked to.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    /** The proxy that leads to that address; empty where the way is direct. May block while the system is asked. */
    public static Optional<URI> to(URI address) {
        var selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        return selector.select(address).stream().filter(proxy -> proxy.type() == Proxy.Type.HTTP).map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance).map(InetSocketAddress.class::cast).findFirst()
                .map(proxy -> Addresses.origin(URI.create("http://" + host(proxy) + ":" + proxy.getPort())));
    }

    private static String host(InetSocketAddress proxy) {
        var name = proxy.getHostString();
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }
}
