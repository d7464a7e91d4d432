/** Tests of the files in deploy/: they name only what exists, and agree with each other and with Parley. */
package chat.parley.deploy;
