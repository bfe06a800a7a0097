import './console.css';
import './parts/picture.js';
import './parts/viewer.js';
import './parts/chart.js';
import './parts/training.js';
import './shell.js';
