package com.fitscheduler.frontdesk.oauth;

import java.io.IOException;

/** A program that has set the limits first thing, as ours does; ends with its input. */
final class LimitedListener {

    private LimitedListener() {}

    public static void main(String[] args) throws IOException {
        ServerLimits.apply();
        try (var signIn = SignIn.begun()) {
            System.out.println(signIn.port);
            System.out.println(signIn.browser());
            System.in.readAllBytes();
        }
    }
}
