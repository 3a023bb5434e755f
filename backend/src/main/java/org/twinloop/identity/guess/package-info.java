/**
 * Wrong passwords, counted by login whether somebody has it or not, and apart for each browser or phone that has signed
 * in before: a stranger who guesses locks out strangers, not the owner at their own device (OWASP, "Slow Down Online
 * Guessing Attacks with Device Cookies").
 */
package org.twinloop.identity.guess;
