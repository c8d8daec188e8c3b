"""A bidirectional GRU layer for the CPU: both directions in one batched product per step, weight gradients in one go."""

import torch
from torch import nn


class Recurrence(torch.autograd.Function):
    """h_t of PyTorch's GRU equations for gates already multiplied with the input.

    gates [T, 2, B, 3H] (order r, z, n), weight [2, H, 3H], bias [2, 1, 3H], mask [2, B, H] on the state that enters the
    recurrent product (variational dropout). Gives states [T, 2, B, H].
    """

    @staticmethod
    def forward(context, gates, weight, bias, mask):
        steps, directions, batch, triple = gates.shape
        size = triple // 3
        states = gates.new_zeros(steps + 1, directions, batch, size)
        resets, updates, news, products = (gates.new_empty(steps, directions, batch, size) for _ in range(4))
        for t in range(steps):
            product = torch.baddbmm(bias, states[t] * mask, weight)
            both = torch.sigmoid_(gates[t, :, :, : 2 * size] + product[:, :, : 2 * size])
            reset, update = both[:, :, :size], both[:, :, size:]
            new = torch.addcmul(gates[t, :, :, 2 * size:], reset, product[:, :, 2 * size:]).tanh_()
            torch.lerp(new, states[t], update, out=states[t + 1])
            resets[t], updates[t], news[t], products[t] = reset, update, new, product[:, :, 2 * size:]
        context.save_for_backward(weight, mask, states, resets, updates, news, products)
        return states[1:]

    @staticmethod
    def backward(context, gradient):
        weight, mask, states, resets, updates, news, products = context.saved_tensors
        steps, directions, batch, size = gradient.shape
        d_gates = gradient.new_empty(steps, directions, batch, 3 * size)
        d_products = gradient.new_empty(steps, directions, batch, 3 * size)
        transposed = weight.transpose(1, 2)
        # what does not depend on the state gradient, for all steps at once
        to_new = (1 - updates) * (1 - news * news)
        to_update = (states[:-1] - news) * updates * (1 - updates)
        to_reset = products * resets * (1 - resets)
        carried = torch.zeros_like(gradient[0])
        for t in range(steps - 1, -1, -1):
            total = gradient[t] + carried
            d_new = total * to_new[t]
            d_gates[t, :, :, :size] = d_new * to_reset[t]
            d_gates[t, :, :, size: 2 * size] = total * to_update[t]
            d_gates[t, :, :, 2 * size:] = d_new
            d_products[t, :, :, : 2 * size] = d_gates[t, :, :, : 2 * size]
            torch.mul(d_new, resets[t], out=d_products[t, :, :, 2 * size:])
            carried = torch.addcmul(total * updates[t], torch.bmm(d_products[t], transposed), mask)
        entering = (states[:-1] * mask).transpose(0, 1).reshape(directions, steps * batch, size)
        flat = d_products.transpose(0, 1).reshape(directions, steps * batch, 3 * size)
        return d_gates, torch.bmm(entering.transpose(1, 2), flat), flat.sum(1, keepdim=True), None


class BiGru(nn.Module):
    """One bidirectional layer over [T, B, in] with lengths; the backward direction starts at each sentence's end."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.w_in = nn.Parameter(torch.empty(2, inputs, 3 * hidden))
        self.w_rec = nn.Parameter(torch.empty(2, hidden, 3 * hidden))
        self.b_in = nn.Parameter(torch.zeros(2, 1, 3 * hidden))
        self.b_rec = nn.Parameter(torch.zeros(2, 1, 3 * hidden))
        for direction in range(2):
            nn.init.xavier_uniform_(self.w_in[direction])
            for gate in range(3):
                nn.init.orthogonal_(self.w_rec.data[direction][:, gate * hidden: (gate + 1) * hidden])

    def forward(self, x, backwards, mask):
        """`backwards` [T, B] is the index that reverses each sentence; mask [2, B, H] as in Recurrence."""
        steps, batch, _ = x.shape
        flat = x.reshape(steps * batch, -1)
        columns = torch.arange(batch, device=x.device)
        forward = (flat @ self.w_in[0] + self.b_in[0]).view(steps, batch, -1)
        backward = (flat @ self.w_in[1] + self.b_in[1]).view(steps, batch, -1)[backwards, columns]
        states = Recurrence.apply(torch.stack([forward, backward], 1), self.w_rec, self.b_rec, mask)
        return torch.cat([states[:, 0], states[:, 1][backwards, columns]], -1)
