/** Who is speaking, and from where they may: guests with a secret of their own, unguessable ids, the origins of web pages. */
package chat.parley.identity;
