import { takeSecret } from './account/link-dialog.js';
import { App } from './shell/app.js';

const secret = takeSecret();
new App().start(secret);
