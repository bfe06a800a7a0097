import { Element } from '../parts/element.js';
