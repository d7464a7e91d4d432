/** Replaces part of a field's text as if it had been typed, so that it can be undone. */
export function insertText(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand(text ? 'insertText' : 'delete', false, text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
