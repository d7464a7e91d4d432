/** A dialog in front of everything, which nothing but the program closes. */
export class Gate {
  #dialog;
  #isOpen = false;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener('cancel', event => event.preventDefault());
    dialog.addEventListener('close', () => this.#isOpen && dialog.showModal()); // a second Escape closes it anyway
  }

  open() {
    this.#isOpen = true;
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close() {
    this.#isOpen = false;
    this.#dialog.close();
  }
}
