// npos, an independent decoder of ESC/POS, painting on a canvas of ours.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const lwim = require('lwim');

/** What npos paints on. Its own bitmap checks each dot several times over: minutes for all papers. */
export class Canvas {
	constructor(width, height) {
		Object.assign(this, { width, height, stride: Math.ceil(width / 8) });
		this.bits = Buffer.alloc(this.stride * height);
	}
	setPixel(x, y, value) {
		const mask = 0x80 >> (x & 7);
		const at = y * this.stride + (x >> 3);
		this.bits[at] = value === 0 ? this.bits[at] | mask : this.bits[at] & ~mask;
	}
	getPixel(x, y) {
		return this.bits[y * this.stride + (x >> 3)] & (0x80 >> (x & 7)) ? 0 : 0xff;
	}
}
lwim.Bitmap = Canvas;

export const npos = require('npos');
