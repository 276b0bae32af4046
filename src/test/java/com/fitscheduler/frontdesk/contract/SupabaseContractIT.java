package com.fitscheduler.frontdesk.contract;

import com.fitscheduler.frontdesk.testsupport.SupabaseProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Supabase's side keeps the same contract, through the address that a desk has. */
@EnabledIfEnvironmentVariable(named = SupabaseProject.CHECK, matches = "1", disabledReason = "needs target/tools: run packaging/check")
@Timeout(120)
class SupabaseContractIT extends BackendContract {

    private static SupabaseProject project;

    @BeforeAll
    static void start() throws Exception {
        project = SupabaseProject.start();
    }

    @AfterAll
    static void stop() throws Exception {
        project.close();
    }

    @Override
    Desk open() throws Exception {
        var gym = project.gym("Riverside Gym");
        return Desk.at(project.backend(), project.token(project.person(gym)), gym.toString(), "Front desk 1");
    }
}
