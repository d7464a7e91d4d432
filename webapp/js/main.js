import { App } from './shell/app.js';

new App().start();
