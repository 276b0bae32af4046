/** What screens share: the bridge between threads, FXML loading, words, times, theme, questions. */
@NullMarked
package com.fitscheduler.frontdesk.ui;

import org.jspecify.annotations.NullMarked;
