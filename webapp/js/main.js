import { App } from './shell/app.js';
import { Identity } from './shell/identity.js';

new App(new Identity());
