/** Puts a text in place of a part of a field's, as if it had been typed: so it can be undone, too. */
export function type(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
