package com.fitscheduler.frontdesk.contract;

import com.fitscheduler.frontdesk.practice.PracticeServices;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The backend that is played inside the program keeps the contract for its one desk. */
class PracticeContractTest extends BackendContract {

    private PracticeServices services;

    @Override
    Desk open() throws Exception {
        var gym = UUID.randomUUID().toString();
        services = new PracticeServices(gym, List.of("leadconnector"));
        var signIn = Desk.send("POST", URI.create(services.backend() + "/auth/v1/token?grant_type=password"), Map.of(),
                Map.of("email", "a@b.example", "password", "x")).is(200);
        return Desk.at(services.backend(), signIn.body().path("access_token").asString(), gym, "Front desk 1");
    }

    @AfterEach
    void close() {
        services.close();
    }
}
