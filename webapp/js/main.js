import { App } from './app.js';
import { Person } from './person.js';

new App(new Person());
