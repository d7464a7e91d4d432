const WORDS = 'Files and pictures cannot be sent yet.';
const FIELD = 'textarea:not(:disabled), input:not(:disabled)';

/**
 * What is dropped on the page or pasted into it: text goes into a field, and of files it is said that they cannot be sent.
 * Whatever else is dropped, the browser must not open it in place of the page.
 */
export class FileDrop {
  #tell;

  constructor(tell) {
    this.#tell = tell;
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
    if (hasFiles(event)) this.#tell(WORDS);
  }

  /** What is copied from a table comes as a picture, too. */
  #pasted(event) {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types.includes('text/plain')) return;
    event.preventDefault();
    this.#tell(WORDS);
  }
}

const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes('Files');

/** Whether a field takes it, as it does with text. */
const takes = event => !hasFiles(event) && Boolean(event.target.closest?.(FIELD));
