const NOT_YET = 'Files and images cannot be sent yet.';
const FIELD = 'textarea:not(:disabled), input:not(:disabled)';

/**
 * Drops and pastes. Text goes into a field; for files, the user is told that they cannot be sent. The browser must not
 * navigate to anything dropped on the page.
 */
export class FileDrop {
  #notices;

  constructor(notices) {
    this.#notices = notices;
    for (const type of ['dragenter', 'dragover']) addEventListener(type, event => this.#dragged(event));
    addEventListener('drop', event => this.#dropped(event));
    addEventListener('paste', event => this.#pasted(event));
  }

  #dragged(event) {
    if (takes(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none';
  }

  #dropped(event) {
    if (takes(event)) return;
    event.preventDefault();
    if (hasFiles(event)) this.#notices.tell(NOT_YET);
  }

  /** Cells copied from a spreadsheet come as text and as an image. */
  #pasted(event) {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types.includes('text/plain')) return;
    event.preventDefault();
    this.#notices.tell(NOT_YET);
  }
}

const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes('Files');

/** Whether a field accepts it, as it does text. */
const takes = event => !hasFiles(event) && Boolean(event.target.closest?.(FIELD));
